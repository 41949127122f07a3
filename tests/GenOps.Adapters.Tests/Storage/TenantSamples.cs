using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Limits rows from the largest documents a tenant may have down.</summary>
internal static class TenantSamples
{
    public static LimitsRow FullLimits() => new()
    {
        Version = 7,
        ScopesVersion = 3,
        Scopes = [new DeclaredScope("search", 1, new DateOnly(2026, 11, 1)), new DeclaredScope("search.ranker", 3, new DateOnly(2026, 11, 24))],
        Document = new TenantDocument
        {
            Policy = PolicyMode.Strict,
            DailyLimitNanoUsd = 0,
            MonthlyLimitNanoUsd = long.MaxValue,
            Teams = new Dictionary<string, TeamRules>
            {
                ["search"] = new()
                {
                    DailyLimitNanoUsd = 1,
                    MonthlyLimitNanoUsd = 2,
                    Projects = new Dictionary<string, ProjectRules> { ["ranker"] = new() { DailyLimitNanoUsd = 3, MonthlyLimitNanoUsd = 4 } },
                },
            },
            AllowedModels = ["model/a", RowSamples.Hostile],
            DeniedModels = ["model/b"],
            RequiredAttributes = ["customer"],
            DefaultMaxTokens = 16,
            MaxTokensCap = 32,
            MaxCostPerCallNanoUsd = 5,
            RequestsPerMinute = 6,
            TokensPerMinute = 7,
            MaxConcurrency = 8,
            FallbackModels = ["model/c"],
            OnPressure = new PressureRule { AtUtilizationPpm = 800_000, UseModel = "model/d" },
            Alerts = new AlertRules { ThresholdsPpm = [1], WebhookUrl = "https://example.com/hook?a=b&c=d" },
            Defaults = new AttributeDefaults
            {
                Team = "t",
                Project = "p",
                Environment = "e",
                Customer = RowSamples.Hostile,
                CostCenter = "c",
                Feature = "f",
            },
        },
        Deleted = true,
    };

    /// <summary>As many teams and projects as asked for, half of each, under names of 128 characters.</summary>
    public static LimitsRow LimitsWithScopes(int count)
    {
        var names = Enumerable.Range(0, count / 2).Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(128, 'n')).ToArray();
        var day = new DateOnly(2026, 11, 24);
        return new LimitsRow
        {
            Version = 1,
            ScopesVersion = 1,
            Scopes = [.. names.SelectMany(name => new[] { name, BudgetPath.Of(name, name) }).Select(path => new DeclaredScope(path, long.MaxValue, day))],
            Document = new TenantDocument
            {
                Teams = names.ToDictionary(name => name, name => new TeamRules
                {
                    DailyLimitNanoUsd = long.MaxValue,
                    MonthlyLimitNanoUsd = long.MaxValue,
                    Projects = new Dictionary<string, ProjectRules>
                    {
                        [name] = new() { DailyLimitNanoUsd = long.MaxValue, MonthlyLimitNanoUsd = long.MaxValue },
                    },
                }),
            },
        };
    }
}
