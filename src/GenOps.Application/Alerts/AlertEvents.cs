using GenOps.Application.Telemetry;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Alerts;

/// <summary>Log events whose names and attributes queries and alerts of the monitoring rely on.</summary>
internal static class AlertEvents
{
    /// <summary>A budget has reached a threshold.</summary>
    public const string Threshold = "genops.budget.threshold";

    /// <summary>A notice was given up.</summary>
    public const string DeadLetter = "genops.webhook.dead_letter";

    /// <summary>A notice was not taken and will be tried again.</summary>
    public const string WebhookFailed = "genops.webhook.failed";

    private const double Million = 1_000_000;

    public static void Reached(ILogger logger, string tenant, AlertRow alert, long spentNanoUsd, long limitNanoUsd) => Log(
        logger,
        LogLevel.Warning,
        Threshold,
        $"{BudgetPath.Display(alert.Path)} of {tenant} has reached {alert.ThresholdPpm / Million:P0} of its limit for {alert.Window.Id}.",
        new(TelemetryNames.Tenant, tenant),
        new(TelemetryNames.BudgetScope, BudgetPath.Display(alert.Path)),
        new(TelemetryNames.BudgetWindow, alert.Window.Id),
        new("genops.budget.threshold", alert.ThresholdPpm / Million),
        new("genops.budget.spent_nano_usd", spentNanoUsd),
        new("genops.budget.limit_nano_usd", limitNanoUsd));

    public static void GivenUp(ILogger logger, string tenant, WebhookRow row, string reason) => Log(
        logger,
        LogLevel.Error,
        DeadLetter,
        $"A notice of {tenant} is given up after {row.Attempts} attempts: {reason}",
        new(TelemetryNames.Tenant, tenant),
        new("genops.webhook.id", row.WebhookId),
        new("genops.webhook.attempts", row.Attempts));

    public static void NotTaken(ILogger logger, string tenant, WebhookRow row, string reason) => Log(
        logger,
        LogLevel.Warning,
        WebhookFailed,
        $"A notice of {tenant} was not taken at attempt {row.Attempts}: {reason}",
        new(TelemetryNames.Tenant, tenant),
        new("genops.webhook.id", row.WebhookId),
        new("genops.webhook.attempts", row.Attempts));

    // Message templates cannot name attributes with dots, as telemetry has them.
    private static void Log(ILogger logger, LogLevel level, string name, FormattableString message, params KeyValuePair<string, object?>[] attributes) =>
        logger.Log(level, new EventId(0, name), attributes, exception: null, (_, _) => FormattableString.Invariant(message));
}
