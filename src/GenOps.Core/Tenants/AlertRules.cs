namespace GenOps.Core.Tenants;

/// <summary>Which shares of a limit raise an alert, once per scope, window and threshold.</summary>
public sealed record AlertRules
{
    /// <summary>Shares in parts per million; default 50 %, 80 %, 95 %, 100 %.</summary>
    public IReadOnlyList<int> ThresholdsPpm { get; init; } = [500_000, 800_000, 950_000, 1_000_000];

    /// <summary>Where signed notices go; https only unless a setting allows more.</summary>
    public string? WebhookUrl { get; init; }
}
