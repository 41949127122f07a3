using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Core.Budgets;
using GenOps.Core.Money;
using GenOps.Core.Reports;

namespace GenOps.Cli.Diagnose;

/// <summary>Where a budget is heading if spending goes on as it did since its window began.</summary>
/// <param name="Scope">As the app names it.</param>
/// <param name="Budget">Limit, spent and window.</param>
/// <param name="BurnNanoUsdPerHour">Spent an hour so far.</param>
/// <param name="ExhaustedAt">When it will be gone; null when not within its window.</param>
internal sealed record BudgetOutlook(string Scope, ScopeBudget Budget, long BurnNanoUsdPerHour, DateTimeOffset? ExhaustedAt)
{
    /// <summary>All scopes and windows of <c>GET /genops/budget</c>.</summary>
    public static IReadOnlyList<BudgetOutlook> ReadAll(JsonElement report, DateTimeOffset now) =>
        [.. report.Items("scopes").Select(scope => Read(scope, now))];

    private static BudgetOutlook Read(JsonElement scope, DateTimeOffset now)
    {
        var window = BudgetWindow.Parse(scope.Text("window")!);
        var limit = scope.Text("limit_usd") is { } text ? Nano(text) : (long?)null;
        var budget = new ScopeBudget(scope.Text("scope")!, window, limit, Nano(scope.Text("spent_usd")), default);
        var elapsed = now - new DateTimeOffset(window.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var burn = elapsed <= TimeSpan.Zero ? 0 : (long)Int128.Min(long.MaxValue, (Int128)budget.SpentNanoUsd * TimeSpan.TicksPerHour / elapsed.Ticks);
        return new BudgetOutlook(budget.Path, budget, burn, Exhaustion.Project(budget, now));
    }

    private static long Nano(string? text) => UsdText.ParseSigned(text, out var nanoUsd) is UsdTextFault.None
        ? nanoUsd
        : throw new CommandFault($"The app's budget has the amount '{text}', which is none; is the URL right?");
}
