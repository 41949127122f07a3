using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Tenants;

public sealed class LimitsChangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Put_NewTenant_StartsWithVersionOne()
    {
        var (head, limits) = LimitsChange.Put(head: null, limits: null, Document("search", "search.ranker", "ads"), Noon);

        Assert.Equal(new HeadRow(1, 0), head);
        Assert.Equal((1L, 1L), (limits.Version, limits.ScopesVersion));
        Assert.Equal(
            [new DeclaredScope("ads", 1, Today), new DeclaredScope("search", 1, Today), new DeclaredScope("search.ranker", 1, Today)],
            limits.Scopes);
    }

    [Fact]
    public void Put_OtherLimitsSameScopes_KeepsScopesAndRecalls()
    {
        var (head, limits) = LimitsChange.Put(new HeadRow(1, 7), Limits("search"), Document("search") with { DailyLimitNanoUsd = 5 }, Noon);

        Assert.Equal(new HeadRow(2, 7), head);
        Assert.Equal((2L, 1L), (limits.Version, limits.ScopesVersion));
        Assert.Equal([new DeclaredScope("search", 1, DateOnly.MinValue)], limits.Scopes);
        Assert.Equal(5, limits.Document.DailyLimitNanoUsd);
    }

    [Fact]
    public void Put_NewScope_BelongsToTheNewScopesVersion()
    {
        var (_, limits) = LimitsChange.Put(new HeadRow(1, 0), Limits("search"), Document("search", "blue"), Noon);

        Assert.Equal(2, limits.ScopesVersion);
        Assert.Equal([new DeclaredScope("blue", 2, Today), new DeclaredScope("search", 1, DateOnly.MinValue)], limits.Scopes);
    }

    [Fact]
    public void Put_ScopeRemovedAndDeclaredAgain_IsANewDeclaration()
    {
        var (head, removed) = LimitsChange.Put(new HeadRow(1, 0), Limits("search"), Document(), Noon);
        var (_, again) = LimitsChange.Put(head, removed, Document("search"), Noon);

        Assert.Equal((2L, 0), (removed.ScopesVersion, removed.Scopes.Count));
        Assert.Equal([new DeclaredScope("search", 3, Today)], again.Scopes);
    }

    [Fact]
    public void Put_JustBeforeMidnight_TomorrowStartsFromTheRollupsToo()
    {
        var late = new DateTimeOffset(2026, 11, 30, 23, 59, 0, TimeSpan.Zero);

        var (_, limits) = LimitsChange.Put(new HeadRow(1, 0), Limits(), Document("search"), late);

        // A lease of the old scopes may still charge calls of December 1st elsewhere before the change is committed.
        var scope = new BudgetLimits(limits).Find("search")!;
        Assert.True(scope.NeedsSeed(BudgetWindow.DayOf(new DateOnly(2026, 11, 30))));
        Assert.True(scope.NeedsSeed(BudgetWindow.MonthOf(new DateOnly(2026, 11, 30))));
        Assert.True(scope.NeedsSeed(BudgetWindow.DayOf(new DateOnly(2026, 12, 1))));
        Assert.True(scope.NeedsSeed(BudgetWindow.MonthOf(new DateOnly(2026, 12, 1))));
        Assert.False(scope.NeedsSeed(BudgetWindow.DayOf(new DateOnly(2026, 12, 2))));
    }

    [Fact]
    public void Delete_Tenant_KeepsItsBooksAndMovesTheHead()
    {
        var (head, limits) = LimitsChange.Delete(new HeadRow(1, 3), Limits("search"));

        Assert.Equal(new HeadRow(2, 3), head);
        Assert.Equal((2L, true, 1), (limits.Version, limits.Deleted, limits.Scopes.Count));
    }

    private static LimitsRow Limits(params string[] paths) => new()
    {
        Version = 1,
        ScopesVersion = 1,
        Scopes = [.. paths.Select(path => new DeclaredScope(path, 1, DateOnly.MinValue))],
        Document = Document(paths),
    };

    private static TenantDocument Document(params string[] paths) => new()
    {
        Teams = paths.Select(path => path.Split('.')).GroupBy(parts => parts[0]).ToDictionary(
            team => team.Key,
            team => new TeamRules
            {
                Projects = team.Where(parts => parts.Length > 1).ToDictionary(parts => parts[1], _ => new ProjectRules()),
            }),
    };
}
