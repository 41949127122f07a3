// The Durable Task Scheduler: the faster back end for batches, instead of queues and tables of the storage account.

import { appIdentity, privateNetwork, roleIds } from 'shared.bicep'

param name string
param location string
param tags object
param identity appIdentity

@description('Consumption bills by action; Dedicated by capacity unit.')
param skuName ('Consumption' | 'Dedicated')

@description('Capacity units; Dedicated only.')
param capacity int

@description('Must equal hubName in the host file that is published.')
param taskHubName string

@description('Set to close the public endpoint and use a private one.')
param network privateNetwork?

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: union({ name: skuName }, skuName == 'Dedicated' ? { capacity: capacity } : {})
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    // An empty list refuses everyone. The app's outbound addresses are not fixed; who may call is decided by the role below.
    ipAllowlist: network == null ? ['0.0.0.0/0'] : []
  }

  resource taskHub 'taskHubs' = {
    name: taskHubName
    properties: {}
  }
}

resource worker 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler.id, identity.id, roleIds.durableTaskDataContributor)
  scope: scheduler
  properties: {
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.durableTaskDataContributor
    )
  }
}

module endpoint 'privateEndpoint.bicep' = if (network != null) {
  name: '${name}-endpoint'
  params: {
    name: name
    location: location
    tags: tags
    subnetId: network!.subnetId
    zoneId: network!.zoneIds.scheduler
    targetId: scheduler.id
    groupId: 'scheduler'
  }
}

output endpoint string = scheduler.properties.endpoint
