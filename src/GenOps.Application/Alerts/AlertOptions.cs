namespace GenOps.Application.Alerts;

/// <summary>Settings of alerts, in the section <c>GenOps</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps";

    /// <summary>
    /// What the secrets that sign notices are derived from, at least 32 characters. Unset, the administrator's key takes its place, and
    /// changing that key then changes every secret.
    /// </summary>
    public string? WebhookKey { get; set; }
}
