// Who is told, and of what. The queries are files of their own, so that they can be pasted into the portal and tested.

param name string
param location string
param tags object
param emails string[]
param workspaceId string

@description('Storage accounts whose throttling is watched, by a short name.')
param storageAccounts { name: string, id: string }[]

@description('Percent of a budget (spent and held) that is worth a mail.')
param budgetPercent int

@description('Percent of requests answered 5xx, over five minutes, that is worth a mail.')
param failurePercent int

var queries = {
  failures: {
    description: 'More than ${failurePercent} % of at least 20 requests in five minutes were answered with a 5xx.'
    severity: 1
    query: loadTextContent('../queries/failures.kql')
    measure: 'failed_percent'
    dimensions: []
    operator: 'GreaterThan'
    threshold: failurePercent
  }
  'budget-utilization': {
    description: 'A budget is spent or held to ${budgetPercent} % or more.'
    severity: 2
    query: loadTextContent('../queries/budget-utilization.kql')
    measure: 'utilization_percent'
    dimensions: ['tenant', 'scope', 'window']
    operator: 'GreaterThanOrEqual'
    threshold: budgetPercent
  }
  'ledger-unavailable': {
    description: 'Calls are refused because the ledger can not be written. Nothing is spent, and nothing is served.'
    severity: 0
    query: loadTextContent('../queries/ledger-unavailable.kql')
    measure: 'refusals'
    dimensions: []
    operator: 'GreaterThan'
    threshold: 0
  }
  'webhook-dead-letters': {
    description: 'A tenant\'s alert webhook was given up on after all retries.'
    severity: 2
    query: loadTextContent('../queries/webhook-dead-letters.kql')
    measure: 'dead_letters'
    dimensions: ['tenant']
    operator: 'GreaterThan'
    threshold: 0
  }
}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, i) in emails: {
        name: 'email-${i}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in items(queries): {
    name: '${name}-${rule.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}: ${rule.key}'
      description: rule.value.description
      severity: rule.value.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      // The tables come into being with the first telemetry, after this rule does.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.value.query
            metricMeasureColumn: rule.value.measure
            timeAggregation: 'Maximum'
            dimensions: map(rule.value.dimensions, dimension => { name: dimension, operator: 'Include', values: ['*'] })
            operator: rule.value.operator
            threshold: rule.value.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [group.id] }
    }
  }
]

resource throttling 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for account in storageAccounts: {
    name: '${name}-throttling-${account.name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'Table, queue or blob requests were throttled: the account or one partition is at its limit.'
      severity: 2
      enabled: true
      autoMitigate: true
      scopes: [account.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'throttled'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.Storage/storageAccounts'
            metricName: 'Transactions'
            dimensions: [
              {
                name: 'ResponseType'
                operator: 'Include'
                values: [
                  'ClientAccountBandwidthThrottlingError'
                  'ClientAccountRequestThrottlingError'
                  'ClientThrottlingError'
                  'ServerBusyError'
                  'SuccessWithThrottling'
                ]
              }
            ]
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 50
          }
        ]
      }
      actions: [{ actionGroupId: group.id }]
    }
  }
]
