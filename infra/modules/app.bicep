// The Flex Consumption plan and the function app on it.

import { appIdentity } from 'shared.bicep'

param name string
param planName string
param location string
param tags object
param identity appIdentity
param zoneRedundant bool
param instanceMemoryMB int
param maximumInstanceCount int
param httpConcurrency int

@description('Instances that are always on, by scale group.')
param alwaysReady { http: int, durable: int }

param storageAccountName string
param deploymentContainer string
param insightsName string
param vaultName string

@description('The account of the money tables when they have one of their own; empty otherwise.')
param ledgerAccountName string

@description('Whether Durable Functions use the Durable Task Scheduler instead of the storage account.')
param useScheduler bool

@description('The endpoint of the scheduler, when it is used.')
param schedulerEndpoint string

param togetherBaseUrl string

@description('Options of the app without their prefix: AdmissionWait becomes GenOps__AdmissionWait.')
param options object

@description('The subnet that outbound traffic leaves from; empty for none.')
param subnetId string

// Below two instances a scale group would sit in one zone, and the platform refuses it.
var leastReady = zoneRedundant ? 2 : 1
var readyGroups = filter(items(alwaysReady), group => group.value > 0)
var vaultUrl = 'https://${vaultName}${environment().suffixes.keyvaultDns}'

// What the largest upload takes: a file of 200 MiB and 1 MiB for the form around it. The host's own limit is lower; every other route has one of the app's.
var largestBodyBytes = 201 * 1024 * 1024

var baseSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  AZURE_CLIENT_ID: identity.clientId
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(largestBodyBytes)
  TOGETHER_BASE_URL: togetherBaseUrl
  TOGETHER_API_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUrl}/secrets/together-api-key)'
  GENOPS_ADMIN_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUrl}/secrets/genops-admin-key)'
}

var ledgerSettings = empty(ledgerAccountName)
  ? {}
  : {
      GenOps__LedgerStorage__accountName: ledgerAccountName
      GenOps__LedgerStorage__credential: 'managedidentity'
      GenOps__LedgerStorage__clientId: identity.clientId
    }

var schedulerSettings = useScheduler
  ? {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.clientId}'
    }
  : {}

var optionSettings = toObject(items(options), option => 'GenOps__${option.key}', option => string(option.value))

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource storage 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: storageAccountName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: map(readyGroups, group => { name: group.key, instanceCount: max(group.value, leastReady) })
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    // Ours come last, so that an option can't replace one.
    properties: union(optionSettings, baseSettings, ledgerSettings, schedulerSettings)
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output hostName string = app.properties.defaultHostName
