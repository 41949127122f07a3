using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>What must hold of a predicted deployment: a check answers one sentence for each violation.</summary>
internal sealed record Rule(string Name, Func<Snapshot, DeploymentOptions, IEnumerable<string>> Check)
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("storage", StorageRules.Check),
        new("vault", VaultRules.Check),
        new("telemetry", TelemetryRules.Check),
        new("app", AppRules.Check),
        new("settings", SettingsRules.Check),
        new("roles", RoleRules.Check),
        new("network", NetworkRules.Check),
        new("scheduler", SchedulerRules.Check),
        new("alerts", AlertRules.Check),
        new("names", NameRules.Check),
        new("secrets", SecretRules.Check),
    ];

    /// <summary>All violations, each with the name of its rule.</summary>
    public static IReadOnlyList<string> Violations(Snapshot snapshot, DeploymentOptions options) =>
        [.. from rule in All from violation in rule.Check(snapshot, options) select $"[{rule.Name}] {violation}"];
}
