using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Budgets;

public sealed class BudgetLimitsTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly TenantDocument Document = new()
    {
        DailyLimitNanoUsd = 1,
        MonthlyLimitNanoUsd = 2,
        Teams = new Dictionary<string, TeamRules>
        {
            ["search"] = new()
            {
                DailyLimitNanoUsd = 3,
                MonthlyLimitNanoUsd = 4,
                Projects = new Dictionary<string, ProjectRules> { ["ranker"] = new() { DailyLimitNanoUsd = 5, MonthlyLimitNanoUsd = 6 } },
            },
        },
    };

    [Theory]
    [InlineData("", 1, 2)]
    [InlineData("search", 3, 4)]
    [InlineData("search.ranker", 5, 6)]
    public void LimitFor_EveryScope_IsThatOfTheWindow(string path, long daily, long monthly)
    {
        var scope = Limits(PolicyMode.Enforced).Find(path)!;

        Assert.Equal((daily, monthly), (scope.LimitFor(BudgetWindow.DayOf(Day)), scope.LimitFor(BudgetWindow.MonthOf(Day))));
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData(null, "ranker", "")]
    [InlineData("search", null, "search")]
    [InlineData("search", "ranker", "search.ranker")]
    [InlineData("search", "unknown", "search")]
    [InlineData("unknown", "ranker", "")]
    public void PathOf_Names_IsTheDeepestDeclaredScope(string? team, string? project, string expected) =>
        Assert.Equal(expected, Limits(PolicyMode.Enforced).PathOf(team, project));

    [Theory]
    [InlineData(PolicyMode.Advisory, true)]
    [InlineData(PolicyMode.Enforced, false)]
    [InlineData(PolicyMode.Strict, false)]
    public void MayExceed_Policy_OnlyAdvisory(PolicyMode policy, bool expected) => Assert.Equal(expected, Limits(policy).MayExceed);

    private static BudgetLimits Limits(PolicyMode policy) =>
        new(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = Document with { Policy = policy } });
}
