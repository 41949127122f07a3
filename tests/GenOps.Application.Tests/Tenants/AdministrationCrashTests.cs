using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;

namespace GenOps.Application.Tests.Tenants;

/// <summary>The process dies at each write of each act, before it or after it, and another one goes on.</summary>
public sealed class AdministrationCrashTests : AdministrationTest
{
    public static TheoryData<int, bool> ThreeWrites => new() { { 0, false }, { 0, true }, { 1, false }, { 1, true }, { 2, false }, { 2, true } };

    public static TheoryData<int, bool> TwoWrites => new() { { 0, false }, { 0, true }, { 1, false }, { 1, true } };

    [Theory]
    [MemberData(nameof(ThreeWrites))]
    public async Task PutAsync_DiesWhileCreating_IsAbsentOrWholeAndCanBeFinished(int write, bool isDone)
    {
        await DieAsync(write, isDone, () => PutAsync("acme", Daily(5)));

        var isWhole = await Tenants.GetAsync("acme", Token) is not null;
        Assert.Equal(isWhole, (await Tenants.ListAsync(cursor: null, 10, Token)).Tenants.Count == 1);
        Assert.True(!isWhole || (await AuditRowsAsync()).Count > 0, "A tenant is there that no audit row tells of.");

        Assert.IsNotType<PutTenantResult.NameUsedByDeleted>(await PutAsync("acme", Daily(7)));
        Assert.Equal(7, Assert.Single((await Tenants.ListAsync(cursor: null, 10, Token)).Tenants).Document.DailyLimitNanoUsd);
        var key = await CreateKeyAsync("acme");
        await using var directory = World.Directory();
        Assert.NotNull(await directory.AuthenticateAsync(key.Key, Token));
    }

    [Theory]
    [MemberData(nameof(TwoWrites))]
    public async Task PutAsync_DiesWhileChanging_HasOneOfTheDocumentsWhole(int write, bool isDone)
    {
        await PutAsync("acme", Daily(5));

        await DieAsync(write, isDone, () => PutAsync("acme", Daily(7)));

        var (head, limits) = await AccountAsync("acme");
        Assert.Equal(head.LimitsVersion, limits.Version);
        Assert.Equal(limits.Version == 1 ? 5 : 7, limits.Document.DailyLimitNanoUsd);
        Assert.True((await AuditRowsAsync()).Count >= limits.Version);
        Assert.IsType<PutTenantResult.Changed>(await PutAsync("acme", Daily(9)));
    }

    [Theory]
    [MemberData(nameof(ThreeWrites))]
    public async Task DeleteAsync_Dies_IsThereOrGoneAndCanBeFinished(int write, bool isDone)
    {
        await PutAsync("acme", Daily(5));
        var key = await CreateKeyAsync("acme");

        await DieAsync(write, isDone, () => DeleteAsync("acme"));

        var isThere = await Tenants.GetAsync("acme", Token) is not null;
        await using (var directory = World.Directory())
        {
            Assert.Equal(isThere, await directory.AuthenticateAsync(key.Key, Token) is not null);
        }

        Assert.Equal(isThere ? typeof(PutTenantResult.Changed) : typeof(PutTenantResult.NameUsedByDeleted), (await PutAsync("acme", Daily(7))).GetType());
        await DeleteAsync("acme");
        Assert.IsType<DeleteTenantResult.NotFound>(await DeleteAsync("acme"));
        Assert.IsType<PutTenantResult.NameUsedByDeleted>(await PutAsync("acme", Daily(7)));
    }

    [Theory]
    [MemberData(nameof(ThreeWrites))]
    public async Task CreateAsync_Dies_LeavesNoKeyThatIsNotListed(int write, bool isDone)
    {
        await PutAsync("acme", Daily(5));

        await DieAsync(write, isDone, () => Keys.CreateAsync("acme", PlainKey, requestName: null, AuditTrail.Administrator, Token));

        var listed = (await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys.Select(key => key.Id).ToList();
        foreach (var note in (await AuditRowsAsync()).Where(row => row.Action == "key.create"))
        {
            var id = note.Target[^ApiKey.IdCharacters..];
            Assert.Equal(await Keys.GetAsync("acme", id, Token) is not null, listed.Contains(id));
            await Keys.RevokeAsync("acme", id, AuditTrail.Administrator, Token);
        }

        var left = await World.Inner.Directory.QueryAsync(TenantKeyRow.PartitionOf("acme"), "0", "{", 10, null, Token);
        Assert.Empty(left.Rows);
        await CreateKeyAsync("acme");
    }

    [Theory]
    [MemberData(nameof(ThreeWrites))]
    public async Task CreateAsync_NamedRequestDies_MakesOneKeyWhenRepeated(int write, bool isDone)
    {
        await PutAsync("acme", Daily(5));
        Task<CreateKeyResult> Create() => Keys.CreateAsync("acme", PlainKey, "request-1", AuditTrail.Administrator, Token);

        await DieAsync(write, isDone, Create);
        var repeated = await Create();

        Assert.Equal(write == 2 && isDone ? typeof(CreateKeyResult.AlreadyCreated) : typeof(CreateKeyResult.Created), repeated.GetType());
        Assert.Single((await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys);
    }

    [Theory]
    [MemberData(nameof(ThreeWrites))]
    public async Task RevokeAsync_Dies_LeavesNoKeyThatWorksUnlisted(int write, bool isDone)
    {
        await PutAsync("acme", Daily(5));
        var key = await CreateKeyAsync("acme");

        await DieAsync(write, isDone, () => Keys.RevokeAsync("acme", key.Info.Id, AuditTrail.Administrator, Token));

        await using var directory = World.Directory();
        var isWorking = await directory.AuthenticateAsync(key.Key, Token) is not null;
        var isListed = (await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys.Any(listed => listed.RevokedAt is null);
        Assert.Equal(isWorking, isListed);
        Assert.True(await Keys.RevokeAsync("acme", key.Info.Id, AuditTrail.Administrator, Token));
        Assert.Empty((await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PutAsync_AnswerLostButStorageLives_FindsOutWhatHappened(int write)
    {
        var commits = 0;
        World.Plan = operation => operation.Kind is RowOperationKind.Commit && commits++ == write ? RowFault.AnswerLost : RowFault.None;

        var created = Assert.IsType<PutTenantResult.Created>(await PutAsync("acme", Daily(5)));

        Assert.Equal(1, created.Tenant.Version);
        Assert.Equal(1, (await AccountAsync("acme")).Limits.Version);
        Assert.Single(await AuditRowsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateAsync_AnswerOrRequestLostButStorageLives_GivesAKeyThatWorks(int write)
    {
        await PutAsync("acme", Daily(5));
        foreach (var fault in new[] { RowFault.AnswerLost, RowFault.RequestLost })
        {
            var commits = 0;
            World.Plan = operation => operation.Kind is RowOperationKind.Commit && commits++ == write ? fault : RowFault.None;

            var created = await CreateKeyAsync("acme");

            await using var directory = World.Directory();
            Assert.NotNull(await directory.AuthenticateAsync(created.Key, Token));
        }

        Assert.Equal(2, (await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys.Count);
    }

    [Fact]
    public async Task PutAsync_OutcomeStaysUnknown_ThrowsAndKeepsTheAudit()
    {
        World.Plan = operation => operation.Kind is RowOperationKind.Commit && operation.Partition == "acme" ? RowFault.RequestLost : RowFault.None;

        var fault = await Assert.ThrowsAsync<RowStoreException>(() => PutAsync("acme", Daily(5)));

        Assert.Equal(RowStoreFault.Unknown, fault.Kind);
        Assert.Single(await AuditRowsAsync());
    }

    /// <summary>Runs an act whose process dies at one of its writes, then starts another.</summary>
    private async Task DieAsync(int write, bool isDone, Func<Task> act)
    {
        var commits = 0;
        var isDead = false;
        World.Plan = operation =>
        {
            if (!isDead && operation.Kind is RowOperationKind.Commit && commits++ == write)
            {
                isDead = true;
                return isDone ? RowFault.AnswerLost : RowFault.RequestLost;
            }

            return isDead ? RowFault.Unavailable : RowFault.None;
        };

        await Assert.ThrowsAsync<RowStoreException>(act);
        World.Plan = _ => RowFault.None;
        Restart(new TenantOptions());
    }
}
