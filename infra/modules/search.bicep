// Azure AI Search. People search with their own exchanged token: give their group the role Search Index Data Reader.
// The server's identity needs no role here.
param name string
param location string
param tags object
param deployerId string

var indexDataContributor = '8ebe5a00-799e-43f5-93ac-243d3dce84a7'
var serviceContributor = '7ca78c08-252a-4471-8644-bb5ff32d4ba0'

resource service 'Microsoft.Search/searchServices@2025-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'basic' }
  properties: {
    // Keys off: otherwise every token is refused.
    disableLocalAuth: true
    replicaCount: 1
    partitionCount: 1
  }
}

resource mayLoad 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [indexDataContributor, serviceContributor]: {
    scope: service
    name: guid(service.id, deployerId, role)
    properties: {
      principalId: deployerId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output endpoint string = 'https://${name}.search.windows.net'
