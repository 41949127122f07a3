// Everything that one deployment of GenOps.Functions needs, in one resource group. README.md beside this file says how to use it.
targetScope = 'resourceGroup'

import { roleIds } from 'modules/shared.bicep'

@description('Stem of every name: lower-case letters and digits, starting with a letter.')
@minLength(2)
@maxLength(12)
param name string = 'genops'

@description('Region of everything.')
param location string = resourceGroup().location

@description('Tags of everything.')
param tags object = {}

@description('Key of Together AI. Written to the vault when given; leave empty to keep what is there.')
@secure()
param togetherApiKey string = ''

@description('Bearer key of the admin routes. Written to the vault when given; leave empty to keep what is there.')
@secure()
param adminKey string = ''

@description('Base URL of the provider.')
param togetherBaseUrl string = 'https://api.together.xyz/v1'

@description('Options of the app without their GenOps__ prefix, for example { AdmissionWait: \'00:00:02\' }.')
param options object = {}

@description('Memory of an instance; CPU comes with it.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that the plan may start.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Requests that one instance serves at a time. A call spends nearly all its time waiting for the provider, so this is higher than the platform default of 16.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 64

@description('Instances that always stand ready for HTTP; 0 saves money and costs cold starts.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttp int = 1

@description('Instances that always stand ready for batches (orchestrators, activities, entities).')
@minValue(0)
@maxValue(20)
param alwaysReadyDurable int = 1

@description('Spreads instances over availability zones, with zone-redundant storage.')
param zoneRedundant bool = false

@description('Gives the money tables a storage account of their own, so that batches can not use up its 20,000 rows a second.')
param ledgerAccount bool = false

@description('Back end of Durable Functions: the storage account (none), or the Durable Task Scheduler.')
@allowed(['none', 'Consumption', 'Dedicated'])
param durableScheduler string = 'none'

@description('Capacity units of a Dedicated scheduler; zone redundancy makes it three.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('Puts storage, vault and scheduler behind private endpoints. The app itself stays reachable.')
param privateNetwork bool = false

@description('Closes the vault\'s public endpoint too; only with privateNetwork. Read README.md first.')
param privateVault bool = false

@description('Address space of the private network, a /23 or larger.')
param networkAddressPrefix string = '10.40.0.0/22'

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Telemetry stops for the day at this many GB; -1 is no cap.')
param logDailyCapGb int = -1

@description('Who is mailed when an alert fires.')
param alertEmails string[] = []

@description('Percent of a budget that raises an alert.')
@minValue(1)
@maxValue(100)
param budgetAlertPercent int = 90

@description('Percent of requests answered 5xx that raises an alert.')
@minValue(1)
@maxValue(100)
param failureAlertPercent int = 5

var suffix = uniqueString(resourceGroup().id, name)
var stem = take(name, 7)
var taskHubName = 'GenOps'
var deploymentContainer = 'app-package'
var storageSku = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
var useScheduler = durableScheduler != 'none'
var names = {
  app: '${name}-${suffix}'
  plan: '${name}-plan'
  identity: '${name}-identity'
  workspace: '${name}-logs'
  insights: '${name}-insights'
  storage: '${stem}st${suffix}'
  ledger: '${stem}ld${suffix}'
  vault: 'kv-${stem}-${suffix}'
  scheduler: '${name}-dts-${suffix}'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.identity
  location: location
  tags: tags
}

var appIdentity = {
  id: identity.id
  principalId: identity.properties.principalId
  clientId: identity.properties.clientId
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    withScheduler: useScheduler
  }
}

var endpoints = privateNetwork
  ? { subnetId: network!.outputs.endpointSubnetId, zoneIds: network!.outputs.zoneIds }
  : null

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    location: location
    tags: tags
    identity: appIdentity
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: names.storage
    location: location
    tags: tags
    skuName: storageSku
    identity: appIdentity
    workspaceId: monitoring.outputs.workspaceId
    services: ['blob', 'queue', 'table']
    roles: [roleIds.storageBlobDataOwner, roleIds.storageQueueDataContributor, roleIds.storageTableDataContributor]
    containers: [deploymentContainer]
    network: endpoints
  }
}

module ledger 'modules/storage.bicep' = if (ledgerAccount) {
  name: 'ledger'
  params: {
    name: names.ledger
    location: location
    tags: tags
    skuName: storageSku
    identity: appIdentity
    workspaceId: monitoring.outputs.workspaceId
    services: ['table']
    roles: [roleIds.storageTableDataContributor]
    network: endpoints
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: names.vault
    location: location
    tags: tags
    identity: appIdentity
    workspaceId: monitoring.outputs.workspaceId
    network: endpoints
    closed: privateNetwork && privateVault
    togetherApiKey: togetherApiKey
    adminKey: adminKey
  }
}

module scheduler 'modules/scheduler.bicep' = if (useScheduler) {
  name: 'scheduler'
  params: {
    name: names.scheduler
    location: location
    tags: tags
    identity: appIdentity
    skuName: durableScheduler == 'Dedicated' ? 'Dedicated' : 'Consumption'
    capacity: zoneRedundant ? 3 : schedulerCapacity
    taskHubName: taskHubName
    network: endpoints
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identity: appIdentity
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReady: { http: alwaysReadyHttp, durable: alwaysReadyDurable }
    storageAccountName: names.storage
    deploymentContainer: deploymentContainer
    insightsName: names.insights
    vaultName: names.vault
    ledgerAccountName: ledgerAccount ? names.ledger : ''
    useScheduler: useScheduler
    schedulerEndpoint: useScheduler ? scheduler!.outputs.endpoint : ''
    togetherBaseUrl: togetherBaseUrl
    options: options
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
  }
  // The app reads storage, vault and telemetry at its first start, so their roles, secrets and endpoints come first.
  dependsOn: [monitoring, storage, ledger, vault]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    emails: alertEmails
    workspaceId: monitoring.outputs.workspaceId
    storageAccounts: concat(
      [{ name: 'storage', id: storage.outputs.id }],
      ledgerAccount ? [{ name: 'ledger', id: ledger!.outputs.id }] : []
    )
    budgetPercent: budgetAlertPercent
    failurePercent: failureAlertPercent
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    displayName: '${name}: spend, budgets, latency, refusals'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

output appName string = names.app
output url string = 'https://${app.outputs.hostName}'
output vaultName string = names.vault
output storageAccountName string = names.storage
output durableScheduler string = durableScheduler
output identityClientId string = identity.properties.clientId
