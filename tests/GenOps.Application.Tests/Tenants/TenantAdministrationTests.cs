using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;
using GenOps.TestKit.Storage;

namespace GenOps.Application.Tests.Tenants;

public sealed class TenantAdministrationTests : AdministrationTest
{
    [Fact]
    public async Task PutAsync_NewName_CreatesTheAccount()
    {
        var created = Assert.IsType<PutTenantResult.Created>(await PutAsync("acme", Daily(5)));

        Assert.Equal(("acme", 1L, "\"1\"", World.Time.GetUtcNow()), (created.Tenant.Tenant, created.Tenant.Version, created.Tenant.ETag, created.Tenant.CreatedAt));
        var (head, limits) = await AccountAsync("acme");
        Assert.Equal((new HeadRow(1, 0), 1L, 1L), (head, limits.Version, limits.ScopesVersion));
        Assert.Equal(5, (await Tenants.GetAsync("acme", Token))!.Document.DailyLimitNanoUsd);
    }

    [Fact]
    public async Task PutAsync_Existing_ReplacesLimitsAndHeadTogether()
    {
        await PutAsync("acme", Daily(5));
        World.Time.Advance(TimeSpan.FromDays(1));

        var changed = Assert.IsType<PutTenantResult.Changed>(await PutAsync("acme", Daily(7)));

        Assert.Equal((2L, World.Time.GetUtcNow() - TimeSpan.FromDays(1)), (changed.Tenant.Version, changed.Tenant.CreatedAt));
        var (head, limits) = await AccountAsync("acme");
        Assert.Equal((new HeadRow(2, 0), 2L, 1L), (head, limits.Version, limits.ScopesVersion));
        Assert.Equal(7, limits.Document.DailyLimitNanoUsd);
    }

    [Fact]
    public async Task PutAsync_NewTeam_IsDeclaredUnderANewScopesVersion()
    {
        await PutAsync("acme", Daily(5));

        await PutAsync("acme", Daily(5) with { Teams = new Dictionary<string, TeamRules> { ["search"] = new() } });

        var scope = Assert.Single((await AccountAsync("acme")).Limits.Scopes);
        Assert.Equal(("search", 2L, new DateOnly(2026, 11, 24)), (scope.Path, scope.ScopesVersion, scope.Day));
    }

    [Theory]
    [InlineData("\"1\"", true)]
    [InlineData("*", true)]
    [InlineData("\"0\", \"1\"", true)]
    [InlineData("\"2\"", false)]
    [InlineData("W/\"1\"", false)]
    [InlineData("1", false)]
    [InlineData("garbage", false)]
    public async Task PutAsync_Condition_GuardsTheVersion(string ifMatch, bool isAllowed)
    {
        await PutAsync("acme", Daily(5));

        var result = await PutAsync("acme", Daily(7), ifMatch);

        Assert.Equal(isAllowed ? typeof(PutTenantResult.Changed) : typeof(PutTenantResult.PreconditionFailed), result.GetType());
        Assert.Equal(isAllowed ? 7 : 5, (await AccountAsync("acme")).Limits.Document.DailyLimitNanoUsd);
        Assert.Equal(isAllowed ? 2 : 1, (await AuditRowsAsync()).Count);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"1\"")]
    public async Task PutAsync_ConditionWithoutTenant_CreatesNothing(string ifMatch)
    {
        Assert.Equal(new PutTenantResult.PreconditionFailed(Version: null), await PutAsync("acme", Daily(5), ifMatch));

        Assert.Null(await Tenants.GetAsync("acme", Token));
        Assert.Empty(await AuditRowsAsync());
    }

    [Fact]
    public async Task PutAsync_HeadChangesMeanwhile_TriesAgainAndAuditsOnce()
    {
        await PutAsync("acme", Daily(5));
        var conflicts = 0;
        World.Plan = operation => operation.Kind is RowOperationKind.Commit && operation.Partition == "acme" && conflicts++ < 10
            ? RowFault.Conflict
            : RowFault.None;

        Assert.IsType<PutTenantResult.Changed>(await PutAsync("acme", Daily(7)));

        Assert.Equal(2, (await AuditRowsAsync()).Count);
    }

    [Fact]
    public async Task PutAsync_ConflictsWithoutEnd_IsBusyAndLeavesNoAudit()
    {
        await PutAsync("acme", Daily(5));
        World.Plan = operation => operation.Partition == "acme" && operation.Kind is RowOperationKind.Commit ? RowFault.Conflict : RowFault.None;

        Assert.IsType<PutTenantResult.Busy>(await PutAsync("acme", Daily(7)));

        Assert.Single(await AuditRowsAsync());
    }

    [Fact]
    public async Task PutAsync_AnotherChangeComesBetween_FailsItsConditionAndLeavesNoAudit()
    {
        await PutAsync("acme", Daily(5));
        BeforeAccountCommit(() => World.ChangeLimitsAsync("acme", row => row with { Version = 2, Document = Daily(6) }));

        var result = await PutAsync("acme", Daily(7), "\"1\"");

        Assert.Equal(new PutTenantResult.PreconditionFailed(2), result);
        Assert.Equal(6, (await AccountAsync("acme")).Limits.Document.DailyLimitNanoUsd);
        Assert.Single(await AuditRowsAsync());
    }

    [Fact]
    public async Task PutAsync_AnotherChangeComesBetweenWithoutCondition_WinsAndAuditsWhatItReplaced()
    {
        await PutAsync("acme", Daily(5));
        BeforeAccountCommit(() => World.ChangeLimitsAsync("acme", row => row with { Version = 2, Document = Daily(6) }));

        var changed = Assert.IsType<PutTenantResult.Changed>(await PutAsync("acme", Daily(7)));

        Assert.Equal(3, changed.Tenant.Version);
        var rows = await AuditRowsAsync();
        Assert.Equal(2, rows.Count);
        Assert.StartsWith("{\"version\":2,", rows[1].Before);
        Assert.StartsWith("{\"version\":3,", rows[1].After);
    }

    [Fact]
    public async Task PutAsync_LargestDocumentTwice_FitsStorage()
    {
        Assert.Empty(TenantDocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(TenantDocumentWriter.ToJson(Largest())), new DocumentOptions()).Faults);
        Assert.IsType<PutTenantResult.Created>(await PutAsync("acme", Largest()));

        Assert.IsType<PutTenantResult.Changed>(await PutAsync("acme", Largest()));
    }

    [Fact]
    public async Task PutAsync_MoreThanStorageTakes_ChangesNothing()
    {
        var models = Enumerable.Range(0, 4_000).Select(number => new string('m', 250) + number).ToList();

        Assert.IsType<PutTenantResult.TooLarge>(await PutAsync("acme", new TenantDocument { AllowedModels = models }));

        Assert.Null(await Tenants.GetAsync("acme", Token));
        Assert.Empty(await AuditRowsAsync());
    }

    [Fact]
    public async Task DeleteAsync_Tenant_IsGoneAndItsNameIsNeverUsedAgain()
    {
        await PutAsync("acme", Daily(5));

        Assert.IsType<DeleteTenantResult.Deleted>(await DeleteAsync("acme"));

        Assert.Null(await Tenants.GetAsync("acme", Token));
        Assert.Empty((await Tenants.ListAsync(cursor: null, 10, Token)).Tenants);
        Assert.IsType<PutTenantResult.NameUsedByDeleted>(await PutAsync("acme", Daily(7)));
        Assert.IsType<DeleteTenantResult.NotFound>(await DeleteAsync("acme"));
        var (head, limits) = await AccountAsync("acme");
        Assert.Equal((2L, 2L, true), (head.LimitsVersion, limits.Version, limits.Deleted));
    }

    [Fact]
    public async Task DeleteAsync_UnknownOrOtherVersion_DoesNothing()
    {
        Assert.IsType<DeleteTenantResult.NotFound>(await DeleteAsync("acme"));
        await PutAsync("acme", Daily(5));

        Assert.Equal(new DeleteTenantResult.PreconditionFailed(1), await DeleteAsync("acme", "\"2\""));

        Assert.NotNull(await Tenants.GetAsync("acme", Token));
        Assert.Single(await AuditRowsAsync());
    }

    [Fact]
    public async Task ListAsync_Pages_GiveEveryTenantOnceInOrder()
    {
        foreach (var tenant in new[] { "b", "a", "d", "c", "0" })
        {
            await PutAsync(tenant, Daily(1));
        }

        await DeleteAsync("b");
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Tenants.ListAsync(cursor, 2, Token);
            names.AddRange(page.Tenants.Select(tenant => tenant.Tenant));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["0", "a", "c", "d"], names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("a/b")]
    public async Task GetAsync_NoName_IsMisuse(string tenant) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Tenants.GetAsync(tenant, Token));

    // The first commit to an account meets a conflict, because another change is made just before it.
    private void BeforeAccountCommit(Func<Task> change)
    {
        var isDone = false;
        World.Plan = operation =>
        {
            if (isDone || operation.Kind is not RowOperationKind.Commit || operation.Partition != "acme")
            {
                return RowFault.None;
            }

            isDone = true;
            return RowFault.None.After(change());
        };
    }
}
