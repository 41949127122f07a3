// One storage account that only identities can use: no account keys, no SAS, no anonymous blobs.

import { appIdentity, privateNetwork } from 'shared.bicep'

param name string
param location string
param tags object
param skuName string
param identity appIdentity
param workspaceId string

@description('The services that are used: blob, queue, table. Each gets its audit log and, in a private network, its endpoint.')
param services ('blob' | 'queue' | 'table')[]

@description('Roles of the app at this account, as role definition ids.')
param roles string[]

@description('Blob containers that must exist before the app does.')
param containers string[] = []

@description('Set to close the public endpoint and use private ones.')
param network privateNetwork?

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: skuName }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: network == null ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-09-01' = if (contains(services, 'blob')) {
  parent: account
  name: 'default'
  properties: {
    // Prompts and completions of batches are deleted for good when their time is up.
    deleteRetentionPolicy: { enabled: false }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-09-01' = [
  for container in containers: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2026-09-01' = if (contains(services, 'queue')) {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2026-09-01' = if (contains(services, 'table')) {
  parent: account
  name: 'default'
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, identity.id, role)
    scope: account
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Only deletions are logged: the ledger is append-only, so a deletion is the event worth keeping, and reads and writes are too many to pay for.
resource blobLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'blob')) {
  name: 'deletions'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'queue')) {
  name: 'deletions'
  scope: queues
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

resource tableLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'table')) {
  name: 'deletions'
  scope: tables
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

// One after the other: endpoints written into one subnet at the same time can collide.
@batchSize(1)
module endpoints 'privateEndpoint.bicep' = [
  for service in services: if (network != null) {
    name: '${name}-${service}-endpoint'
    params: {
      name: '${name}-${service}'
      location: location
      tags: tags
      subnetId: network!.subnetId
      zoneId: network!.zoneIds[service]
      targetId: account.id
      groupId: service
    }
  }
]

output id string = account.id
