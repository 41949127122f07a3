using GenOps.Application.Storage;
using GenOps.Core.Audit;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Azure's limits hold in every store, whatever an emulator would take; one row less or one character less passes.</summary>
public abstract class LimitsContract(IRowStores stores)
{
    private const int LongestText = RowLimits.MaxValueBytes / 2;
    private readonly string _partition = TestNames.Next();

    public static TheoryData<string> BadKeys =>
    [
        string.Empty, "a/b", "a\\b", "a#b", "a?b", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\u009f", "a\ud800b", "a\udc00", new string('k', 513),
    ];

    // As members, because an attribute keeps its texts as UTF-8, which has no halves.
    public static TheoryData<string> BadTexts => ["\ud83d", "\ude00", "a\ude00\ud83d", "😀\ud83d😀"];

    [Fact]
    public async Task Commit_HundredRows_Passes() => Assert.True((await CommitAsync(Entries(100))).IsCommitted);

    [Fact]
    public async Task Commit_HundredAndOneRows_IsTooLarge() => await AssertTooLargeAsync(Entries(101));

    [Fact]
    public async Task Commit_LongestValue_Passes() =>
        Assert.True((await CommitAsync([RowChange.Insert(RowSamples.Entry(1) with { Reason = new string('x', LongestText) })])).IsCommitted);

    [Fact]
    public async Task Commit_ValueOverItsLimit_IsTooLarge() =>
        await AssertTooLargeAsync([RowChange.Insert(RowSamples.Entry(1) with { Reason = new string('x', LongestText + 1) })]);

    [Fact]
    public async Task Commit_RowUnderAMegabyte_Passes() => Assert.True((await CommitAsync([RowChange.Insert(Audit(520_000))])).IsCommitted);

    [Fact]
    public async Task Commit_RowOverAMegabyte_IsTooLarge() => await AssertTooLargeAsync([RowChange.Insert(Audit(525_000))]);

    [Fact]
    public async Task Commit_TransactionUnderFourMegabytes_Passes() => Assert.True((await CommitAsync(Large(count: 40, characters: 100_000))).IsCommitted);

    [Fact]
    public async Task Commit_TransactionOverFourMegabytes_IsTooLarge() => await AssertTooLargeAsync(Large(count: 42, characters: 100_000));

    [Fact]
    public async Task Commit_NoRow_IsRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(() => CommitAsync([]));

    [Fact]
    public async Task Commit_SameRowTwice_IsRefusedAndChangesNothing()
    {
        var row = RowSamples.Entry(1);

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync([RowChange.Insert(row), RowChange.Insert(RowSamples.Entry(2)), RowChange.Delete(row, "W/\"1\"")]));

        Assert.Null(await stores.Accounts.GetAsync(_partition, RowSamples.Entry(2).RowKey, CancellationToken.None));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    public async Task Commit_ChangeOfAnyVersion_IsRefused(string eTag)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CommitAsync([RowChange.Replace(RowSamples.Entry(1), eTag)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CommitAsync([RowChange.Delete(RowSamples.Entry(1), eTag)]));
    }

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public async Task Any_BadKey_IsRefused(string key)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CommitAsync([RowChange.Insert(new TenantKeyRow("t", key))]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stores.Accounts.GetAsync(_partition, key, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stores.Accounts.GetAsync(key, "a", CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await stores.Accounts.CommitAsync(key, [RowChange.Insert(new TenantKeyRow("t", "a"))], CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await stores.Accounts.QueryAsync(key, "a", "b", 1, null, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_LongestKey_Passes() =>
        Assert.True((await CommitAsync([RowChange.Insert(new TenantKeyRow("t", new string('k', 512)))])).IsCommitted);

    [Theory]
    [MemberData(nameof(BadTexts), DisableDiscoveryEnumeration = true)]
    public async Task Commit_HalfASurrogatePair_IsRefused(string text) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync([RowChange.Insert(RowSamples.Entry(1) with { Reason = text })]));

    [Theory]
    [MemberData(nameof(BadTexts), DisableDiscoveryEnumeration = true)]
    public async Task Query_HalfASurrogatePair_IsRefused(string text)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync(text, "b"));
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync("a", text));
    }

    private static RowChange[] Entries(int count) => [.. Enumerable.Range(0, count).Select(number => RowChange.Insert(RowSamples.Entry(number)))];

    private static RowChange[] Large(int count, int characters) =>
        [.. Enumerable.Range(0, count).Select(number => RowChange.Insert(Audit(characters) with { AuditId = $"audit-{number}" }))];

    private static AuditRow Audit(int characters) => new()
    {
        AuditId = "audit",
        At = DateTimeOffset.UnixEpoch,
        Actor = "admin",
        Action = "tenant.put",
        Target = "acme",
        After = new string('x', characters),
    };

    private async Task<CommitOutcome> CommitAsync(IReadOnlyList<RowChange> changes) =>
        await stores.Accounts.CommitAsync(_partition, changes, CancellationToken.None);

    private async Task<RowPage> QueryAsync(string fromKey, string beforeKey) =>
        await stores.Accounts.QueryAsync(_partition, fromKey, beforeKey, 1, null, CancellationToken.None);

    private async Task AssertTooLargeAsync(RowChange[] changes)
    {
        var exception = await Assert.ThrowsAsync<RowStoreException>(() => CommitAsync(changes));
        Assert.Equal(RowStoreFault.TooLarge, exception.Kind);
        Assert.False(exception.IsRetryable);
        Assert.Null(await stores.Accounts.GetAsync(_partition, changes[0].Row.RowKey, CancellationToken.None));
    }
}
