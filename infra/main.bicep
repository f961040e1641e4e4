// Torii on Azure Container Apps: no secret but ENCRYPTION_KEYS, and that one stays in Key Vault.
// The registrations are made by `npm run entra:setup` (hooks of azure.yaml), everything else here.
targetScope = 'subscription'

@minLength(1)
@maxLength(24)
@description('Name of the azd environment; part of every resource name.')
param environmentName string

@description('Region of everything but the model.')
param location string

@description('Region of the model, where it or its quota is not offered in the other one.')
param modelLocation string = ''

@description('Object id of whoever deploys: may write the keys into the vault and load the index.')
param deployerId string

@description('Client id of the API registration (entra:setup).')
param apiAppId string

@description('Client id of the browser client registration (entra:setup).')
param spaClientId string

@secure()
@description('32 bytes in base64, comma-separated: the first seals, all open. Empty: what the vault holds stays.')
param encryptionKeys string = ''

@description('Whether the container app runs an image already; a provision must not put the placeholder back.')
param torii_exists bool = false

@description('True: reachable from the virtual network only.')
param privateIngress bool = false

var suffix = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-torii-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { name: 'log-torii-${suffix}', location: location, tags: tags }
}

module registry 'modules/registry.bicep' = {
  scope: group
  params: { name: 'crtorii${suffix}', location: location, tags: tags, pullerId: identity.outputs.principalId }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${suffix}'
    location: location
    tags: tags
    readerId: identity.outputs.principalId
    deployerId: deployerId
    encryptionKeys: encryptionKeys
  }
}

module database 'modules/database.bicep' = {
  scope: group
  params: {
    name: 'psql-torii-${suffix}'
    location: location
    tags: tags
    administratorId: identity.outputs.principalId
    administratorName: identity.outputs.name
  }
}

module model 'modules/model.bicep' = {
  scope: group
  params: {
    name: 'oai-torii-${suffix}'
    location: empty(modelLocation) ? location : modelLocation
    tags: tags
    userId: identity.outputs.principalId
  }
}

module search 'modules/search.bicep' = {
  scope: group
  params: { name: 'srch-torii-${suffix}', location: location, tags: tags, deployerId: deployerId }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'torii'
    environmentName: 'cae-torii-${suffix}'
    location: location
    tags: tags
    exists: torii_exists
    privateIngress: privateIngress
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    registryServer: registry.outputs.server
    logWorkspaceName: monitoring.outputs.name
    keysSecretUri: vault.outputs.keysSecretUri
    databaseUrl: 'postgres://${uriComponent(identity.outputs.name)}@${database.outputs.host}/${database.outputs.name}?sslmode=verify-full'
    modelEndpoint: model.outputs.endpoint
    modelDeployment: model.outputs.deployment
    searchEndpoint: search.outputs.endpoint
    apiAppId: apiAppId
    spaClientId: spaClientId
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_SEARCH_ENDPOINT string = search.outputs.endpoint
output PUBLIC_URL string = app.outputs.url
output TENANT_ID string = tenant().tenantId
output UMI_CLIENT_ID string = identity.outputs.clientId
output UMI_PRINCIPAL_ID string = identity.outputs.principalId
