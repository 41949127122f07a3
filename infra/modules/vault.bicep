// The vault of the two secrets: the provider's key and the admin key. The app reads them through references in its settings.

import { appIdentity, privateNetwork, roleIds } from 'shared.bicep'

param name string
param location string
param tags object
param identity appIdentity
param workspaceId string

@description('Set for a private endpoint.')
param network privateNetwork?

@description('Closes the public endpoint, which only callers with a role can use anyway.')
param closed bool

@description('Written when given; an existing secret stays as it is otherwise.')
@secure()
param togetherApiKey string

@description('Written when given; an existing secret stays as it is otherwise.')
@secure()
param adminKey string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: closed ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: closed ? 'Deny' : 'Allow'
      bypass: 'None'
    }
  }
}

resource togetherSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(togetherApiKey)) {
  parent: vault
  name: 'together-api-key'
  properties: { value: togetherApiKey }
}

resource adminSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(adminKey)) {
  parent: vault
  name: 'genops-admin-key'
  properties: { value: adminKey }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roleIds.keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

module endpoint 'privateEndpoint.bicep' = if (network != null) {
  name: '${name}-endpoint'
  params: {
    name: name
    location: location
    tags: tags
    subnetId: network!.subnetId
    zoneId: network!.zoneIds.vault
    targetId: vault.id
    groupId: 'vault'
  }
}
