namespace GenOps.Infra.Tests.Rules;

/// <summary>The resource types that rules look for.</summary>
internal static class Types
{
    public const string StorageAccount = "Microsoft.Storage/storageAccounts";
    public const string BlobContainer = "Microsoft.Storage/storageAccounts/blobServices/containers";
    public const string Vault = "Microsoft.KeyVault/vaults";
    public const string Secret = "Microsoft.KeyVault/vaults/secrets";
    public const string Identity = "Microsoft.ManagedIdentity/userAssignedIdentities";
    public const string Workspace = "Microsoft.OperationalInsights/workspaces";
    public const string Insights = "Microsoft.Insights/components";
    public const string Diagnostics = "Microsoft.Insights/diagnosticSettings";
    public const string Workbook = "Microsoft.Insights/workbooks";
    public const string ActionGroup = "Microsoft.Insights/actionGroups";
    public const string QueryRule = "Microsoft.Insights/scheduledQueryRules";
    public const string MetricAlert = "Microsoft.Insights/metricAlerts";
    public const string Plan = "Microsoft.Web/serverfarms";
    public const string Site = "Microsoft.Web/sites";
    public const string SiteConfig = "Microsoft.Web/sites/config";
    public const string PublishingPolicy = "Microsoft.Web/sites/basicPublishingCredentialsPolicies";
    public const string RoleAssignment = "Microsoft.Authorization/roleAssignments";
    public const string Scheduler = "Microsoft.DurableTask/schedulers";
    public const string TaskHub = "Microsoft.DurableTask/schedulers/taskHubs";
    public const string Network = "Microsoft.Network/virtualNetworks";
    public const string Subnet = "Microsoft.Network/virtualNetworks/subnets";
    public const string PrivateEndpoint = "Microsoft.Network/privateEndpoints";
    public const string DnsZone = "Microsoft.Network/privateDnsZones";
    public const string DnsLink = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
    public const string DnsZoneGroup = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups";
}
