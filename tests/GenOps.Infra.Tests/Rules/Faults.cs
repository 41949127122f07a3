namespace GenOps.Infra.Tests.Rules;

/// <summary>Faults for every rule. Those of one rule can be put in together.</summary>
internal static class Faults
{
    private const string Storage = "modules/storage.bicep";
    private const string Vault = "modules/vault.bicep";
    private const string App = "modules/app.bicep";
    private const string Network = "modules/network.bicep";
    private const string Alerts = "modules/alerts.bicep";
    private const string Main = "main.bicep";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("storage", Storage, "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "allowSharedKeyAccess is true"),
        new("storage", Storage, "allowBlobPublicAccess: false", "allowBlobPublicAccess: true", "allowBlobPublicAccess is true"),
        new("storage", Storage, "publicAccess: 'None'", "publicAccess: 'Blob'", "publicAccess is Blob"),
        new("storage", Storage, "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'", "minimumTlsVersion is TLS1_0"),
        new("storage", Storage, "network == null ? 'Allow' : 'Deny'", "'Allow'", "defaultAction is Allow"),
        new("storage", Storage, "network == null ? 'Enabled' : 'Disabled'", "'Enabled'", "publicNetworkAccess is Enabled"),
        new("storage", Main, "zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'", "'Standard_LRS'", "sku.name is Standard_LRS"),

        new("vault", Vault, "enablePurgeProtection: true", "enablePurgeProtection: null", "enablePurgeProtection is missing"),
        new("vault", Vault, "enableRbacAuthorization: true", "enableRbacAuthorization: false", "enableRbacAuthorization is false"),
        new("vault", Vault, "closed ? 'Disabled' : 'Enabled'", "'Enabled'", "publicNetworkAccess is Enabled"),
        new("vault", Vault, "name: 'genops-admin-key'", "name: 'admin'", "the vault's secrets are admin, together-api-key"),

        new("telemetry", "modules/monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false", "DisableLocalAuth is false"),
        new("telemetry", "modules/monitoring.bicep", "disableLocalAuth: true", "disableLocalAuth: false", "disableLocalAuth is false"),
        new("telemetry", Vault, "category: 'AuditEvent', enabled: true", "category: 'AuditEvent', enabled: false", "vaults kv-abcdefg"),
        new("telemetry", Storage, "scope: tables", "scope: account", "tableServices abcdefgst"),

        new("app", App, "httpsOnly: true", "httpsOnly: false", "httpsOnly is false"),
        new("app", App, "minTlsVersion: '1.2'", "minTlsVersion: '1.0'", "minTlsVersion is 1.0"),
        new("app", App, "allow: false", "allow: true", "/ftp: properties.allow is true", "/scm: properties.allow is true"),
        new("app", App, "keyVaultReferenceIdentity: identity.id",
            "keyVaultReferenceIdentity: 'SystemAssigned'", "keyVaultReferenceIdentity is SystemAssigned"),
        new("app", App, "max(group.value, leastReady)", "group.value", "always ready are (durable, 1)"),
        new("app", App, "version: '10.0'", "version: '8.0'", "runtime.version is 8.0"),
        new("app", App, "primaryEndpoints.blob}${deploymentContainer}'",
            "primaryEndpoints.blob}elsewhere'", "names no container of the template"),
        new("app", App, "type: 'UserAssignedIdentity'", "type: 'SystemAssignedIdentity'", "authentication.type is SystemAssignedIdentity"),
        new("app", App, "zoneRedundant: zoneRedundant", "zoneRedundant: false", "zoneRedundant is false"),

        new("settings", App, "AzureWebJobsStorage__credential: 'managedidentity'",
            "AzureWebJobsStorage: 'AccountName=x;AccountKey=y'", "AzureWebJobsStorage__credential is missing",
            "AzureWebJobsStorage must not be set", "AzureWebJobsStorage is not a setting"),
        new("settings", App, "  AZURE_CLIENT_ID: identity.clientId\n",
            "  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'\n", "AZURE_CLIENT_ID is missing", "FUNCTIONS_WORKER_RUNTIME must not be set"),
        new("settings", App, "201 * 1024 * 1024", "100000000", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT has the value 100000000"),
        new("settings", App, "'@Microsoft.KeyVault(SecretUri=${vaultUrl}/secrets/together-api-key)'",
            "'in-clear'", "TOGETHER_API_KEY has the value in-clear"),
        new("settings", App, "secrets/genops-admin-key)", "secrets/together-api-key)", "GENOPS_ADMIN_KEY has the value"),
        new("settings", App, "union(optionSettings, baseSettings",
            "union(baseSettings, { TOGETHER_BASE_URL: '' }", "TOGETHER_BASE_URL has the value", "GenOps__AdmissionWait is missing"),
        new("settings", App, "Authentication=ManagedIdentity",
            "Authentication=AccessKey", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING has the value"),
        new("settings", Main, "ledgerAccountName: ledgerAccount ? names.ledger : ''",
            "ledgerAccountName: ''", "GenOps__LedgerStorage__accountName is missing"),

        new("roles", Main, "[roleIds.storageBlobDataOwner, ", "[", "missing: b7e6dc6d"),
        new("roles", Main, "roles: [roleIds.storageTableDataContributor]",
            "roles: [roleIds.storageTableDataContributor, roleIds.storageBlobDataOwner]", "not needed: b7e6dc6d"),
        new("roles", Vault, "roleIds.keyVaultSecretsUser)\n",
            "'00482a5a-887f-4fb3-b363-3b7fe8e74483')\n", "not needed: 00482a5a", "missing: 4633458b"),
        new("roles", "modules/monitoring.bicep", "  scope: insights\n", "", "not needed: 3913510d", "missing: 3913510d"),
        new("roles", "modules/scheduler.bicep", "principalId: identity.principalId",
            "principalId: '99999999-9999-9999-9999-999999999999'", "is for someone else: 99999999"),

        new("network", Main, "    services: ['table']\n", "    services: []\n", "no private endpoint for table"),
        new("network", Network, "'Microsoft.App/environments'", "'Microsoft.Web/serverFarms'", "is not delegated"),
        new("network", Network, "cidrSubnet(addressPrefix, 24, 1)",
            "cidrSubnet(addressPrefix, 24, 0)", "the subnets are 10.40.0.0/24, 10.40.0.0/24"),
        new("network", Network, "queue: 'privatelink.queue",
            "queue: 'privatelink.queues", "privatelink.queue.core.windows.net is missing",
            "privatelink.queue.core.windows.net is not linked"),
        new("network", Vault, "zoneIds.vault", "zoneIds.blob", "the endpoint for vault is registered in privatelink.blob"),
        new("network", App, "empty(subnetId) ? null : subnetId", "null", "virtualNetworkSubnetId is missing"),
        new("network", "modules/scheduler.bicep", "targetId: scheduler.id",
            "targetId: network!.subnetId", "no private endpoint for scheduler"),

        new("scheduler", Main, "var taskHubName = 'GenOps'", "var taskHubName = 'Other'", "name is abcdefghijkl-dts-"),
        new("scheduler", Main, "zoneRedundant ? 3 : schedulerCapacity", "schedulerCapacity", "capacity is 1"),
        new("scheduler", "modules/scheduler.bicep", "network == null ? ['0.0.0.0/0'] : []",
            "['0.0.0.0/0']", "callers from 0.0.0.0/0 are let in"),
        new("scheduler", "modules/scheduler.bicep", "network == null ? 'Enabled' : 'Disabled'",
            "'Enabled'", "publicNetworkAccess is Enabled"),

        new("alerts", Alerts, "enabled: true\n      autoMitigate",
            "enabled: false\n      autoMitigate", "scheduledQueryRules abcdefghijkl-failures: properties.enabled is false",
            "metricAlerts abcdefghijkl-throttling-storage: properties.enabled is false"),
        new("alerts", Alerts, "actions: { actionGroups: [group.id] }", "actions: {}", "abcdefghijkl-failures tells nobody"),
        new("alerts", Alerts, "actions: [{ actionGroupId: group.id }]", "actions: []", "abcdefghijkl-throttling-storage tells nobody"),
        new("alerts", Alerts, "loadTextContent('../queries/failures.kql')", "'AppRequests'", "does not run failures.kql"),
        new("alerts", Alerts, "'ServerBusyError'", "'Success'", "throttling of abcdefgst"),
        new("alerts", Alerts, "emailAddress: email", "emailAddress: 'nobody@example.com'", "nobody is mailed"),
        new("alerts", Main, "ledgerAccount ? [{ name: 'ledger', id: ledger!.outputs.id }] : []", "[]", "throttling of abcdefgld"),

        new("names", Main, "var stem = take(name, 7)",
            "var stem = name", "is no name for a Microsoft.Storage/storageAccounts", "is no name for a Microsoft.KeyVault/vaults"),
        new("names", Storage, "name: '${name}-${service}'\n", "name: name\n", "is there 3 times"),
        new("names", Alerts, "take(name, 12)", "'${name} alerts'", "the short name has more than 12 characters"),

        new("secrets", Vault, "  tags: tags\n  properties: {\n    tenantId",
            "  tags: { key: adminKey }\n  properties: {\n    tenantId", "is given a secret"),
        new("secrets", Main, "output vaultName string = names.vault",
            "output vaultName string = reference(resourceId('Microsoft.Insights/components', names.insights), '2020-02-02').InstrumentationKey",
            "output vaultName gives a secret away"),
        new("secrets", Main, "togetherBaseUrl: togetherBaseUrl", "togetherBaseUrl: 'this-is-a-secret-that-must-not-leak'", "in clear"),
    ];
}
