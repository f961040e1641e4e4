// The container app and its environment.
param name string
param environmentName string
param location string
param tags object
param exists bool
param privateIngress bool
param identityId string
param identityClientId string
param registryServer string
param logWorkspaceName string
param keysSecretUri string
param databaseUrl string
param modelEndpoint string
param modelDeployment string
param searchEndpoint string
param apiAppId string
param spaClientId string

@description('Runs until the first deploy; it listens on another port, so it gets no probes.')
param placeholderImage string = 'mcr.microsoft.com/k8se/quickstart:latest'

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logWorkspaceName
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: environmentName
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource running 'Microsoft.App/containerApps@2025-07-01' existing = if (exists) {
  name: name
}

// Known before the app exists, so that no second pass is needed.
var publicUrl = 'https://${name}.${environment.properties.defaultDomain}'
var health = { port: 3000, scheme: 'HTTP' }

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'torii' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: !privateIngress
        targetPort: 3000
        transport: 'auto'
        allowInsecure: false
      }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: [{ name: 'encryption-keys', keyVaultUrl: keysSecretUri, identity: identityId }]
    }
    template: {
      // SHUTDOWN_GRACE_SECONDS and a margin, for streams that end with their mark.
      terminationGracePeriodSeconds: 35
      containers: [
        {
          name: 'torii'
          image: exists ? running!.properties.template.containers[0].image : placeholderImage
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'NODE_ENV', value: 'production' }
            { name: 'HOST', value: '0.0.0.0' }
            { name: 'PORT', value: '3000' }
            { name: 'PUBLIC_URL', value: publicUrl }
            { name: 'TENANT_ID', value: tenant().tenantId }
            { name: 'API_APP_ID', value: apiAppId }
            { name: 'SPA_CLIENT_ID', value: spaClientId }
            { name: 'ENTRA_AUTHORITY_HOST', value: az.environment().authentication.loginEndpoint }
            { name: 'UMI_CLIENT_ID', value: identityClientId }
            { name: 'OBO_CREDENTIALS', value: 'managed-identity' }
            { name: 'OAUTH_PROXY', value: 'on' }
            { name: 'AZURE_OPENAI_ENDPOINT', value: modelEndpoint }
            { name: 'AZURE_OPENAI_CHAT_DEPLOYMENT_NAME', value: modelDeployment }
            { name: 'AZURE_SEARCH_ENDPOINT', value: searchEndpoint }
            { name: 'AZURE_SEARCH_INDEX', value: 'handbook' }
            { name: 'DATABASE_URL', value: databaseUrl }
            { name: 'ENCRYPTION_KEYS', secretRef: 'encryption-keys' }
            { name: 'SHUTDOWN_GRACE_SECONDS', value: '20' }
          ]
          // The platform's own probes only open a connection; these ask. The placeholder has no health routes.
          probes: exists
            ? [
                {
                  type: 'Startup'
                  httpGet: union(health, { path: '/api/health/live' })
                  periodSeconds: 2
                  timeoutSeconds: 1
                  failureThreshold: 10
                  initialDelaySeconds: 1
                }
                {
                  type: 'Liveness'
                  httpGet: union(health, { path: '/api/health/live' })
                  periodSeconds: 10
                  timeoutSeconds: 1
                  failureThreshold: 3
                }
                {
                  type: 'Readiness'
                  httpGet: union(health, { path: '/api/health/ready' })
                  periodSeconds: 5
                  timeoutSeconds: 1
                  failureThreshold: 3
                }
              ]
            : []
        }
      ]
      scale: {
        // At zero all work in the background would stop: revocation, retention, runs that nobody watches.
        minReplicas: 1
        maxReplicas: 10
        rules: [
          // The rule for HTTP counts requests that arrive and takes a replica full of open streams for an idle one. An open
          // stream costs memory and, while a model speaks, processor time: these two rules see it.
          { name: 'memory', custom: { type: 'memory', metadata: { type: 'Utilization', value: '70' } } }
          { name: 'cpu', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } } }
        ]
      }
    }
  }
}

output url string = publicUrl
