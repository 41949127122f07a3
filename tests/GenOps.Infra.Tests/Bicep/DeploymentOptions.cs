namespace GenOps.Infra.Tests.Bicep;

/// <summary>One choice of everything that main.bicep lets be switched on or off.</summary>
internal sealed record DeploymentOptions(string Scheduler, bool PrivateNetwork, bool PrivateVault, bool ZoneRedundant, bool LedgerAccount)
{
    public const string SecretMarker = "this-is-a-secret-that-must-not-leak";

    public static DeploymentOptions Plain { get; } = new("none", false, false, false, false);

    public static DeploymentOptions Everything { get; } = new("Dedicated", true, true, true, true);

    public string Name { get; init; } = "genops";

    public int AlwaysReadyHttp { get; init; } = 1;

    public int AlwaysReadyDurable { get; init; } = 1;

    public bool UsesScheduler => Scheduler != "none";

    /// <summary>Every combination; a closed vault needs the private network.</summary>
    public static IEnumerable<DeploymentOptions> All =>
        from scheduler in new[] { "none", "Consumption", "Dedicated" }
        from network in new (bool Private, bool Vault)[] { (false, false), (true, false), (true, true) }
        from zoneRedundant in new[] { false, true }
        from ledgerAccount in new[] { false, true }
        select new DeploymentOptions(scheduler, network.Private, network.Vault, zoneRedundant, ledgerAccount);

    public string ToParameters(string template) => $"""
        using '{template}'
        param name = '{Name}'
        param togetherApiKey = '{SecretMarker}'
        param adminKey = '{SecretMarker}'
        param options = {"{"} AdmissionWait: '00:00:02', AZURE_CLIENT_ID: 'an option can not replace a setting' {"}"}
        param alertEmails = ['oncall@example.com']
        param durableScheduler = '{Scheduler}'
        param privateNetwork = {Lower(PrivateNetwork)}
        param privateVault = {Lower(PrivateVault)}
        param zoneRedundant = {Lower(ZoneRedundant)}
        param ledgerAccount = {Lower(LedgerAccount)}
        param alwaysReadyHttp = {AlwaysReadyHttp}
        param alwaysReadyDurable = {AlwaysReadyDurable}
        """;

    private static string Lower(bool value) => value ? "true" : "false";
}
