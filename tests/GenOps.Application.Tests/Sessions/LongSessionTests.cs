using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Sessions;

/// <summary>A session with very many calls. Measured alone, since the heap is everybody's.</summary>
[CollectionDefinition(nameof(LongSessionTests), DisableParallelization = true)]
[Collection(nameof(LongSessionTests))]
public sealed class LongSessionTests(ITestOutputHelper output)
{
    private const string Tenant = "acme";
    private const int Calls = 100_000;
    private const int AtOnce = 1_000;
    private const int WarmUp = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settle_HundredThousandCallsInASession_SumsAreExactAndMemoryDoesNotGrow()
    {
        var stores = new MemoryRowStores(TimeProvider.System);
        await stores.Accounts.CommitAsync(
            Tenant,
            [
                RowChange.Insert(new HeadRow(1, 0)),
                RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument() }),
            ],
            Token);
        var sessions = new SessionDirectory(stores, TimeProvider.System);
        var id = (await sessions.StartAsync(Tenant, new NewSession(), Token)).Row.SessionId;
        var memory = 0L;
        await using (var keeper = new AccountKeeper(
            Tenant, "i0", new WithoutEntries(stores.Accounts), new OwnerOptions(), () => Ulid.NewUlid().ToString(), TimeProvider.System))
        {
            for (var first = 0; first < Calls; first += AtOnce)
            {
                if (first == WarmUp)
                {
                    memory = GC.GetTotalMemory(forceFullCollection: true);
                }

                await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(call => CallAsync(keeper, id, call)));
            }

            memory = GC.GetTotalMemory(forceFullCollection: true) - memory;
        }

        var view = (await sessions.FindAsync(Tenant, id, Pins.None, Token))!;
        output.WriteLine($"{memory} bytes more after {Calls - WarmUp} calls");
        Assert.InRange(memory, long.MinValue, 1024 * 1024);
        Assert.Equal((Calls, 3L * Calls), (view.Sums.Total.Operations, view.Sums.Total.InputTokens));
        Assert.Equal(Enumerable.Range(0, Calls).Sum(CostOf), view.Sums.Total.CostNanoUsd);
        Assert.Equal(["even", "odd"], view.Sums.ByModel.Select(static model => model.Key));
        Assert.All(view.Sums.ByModel, static model => Assert.Equal(Calls / 2, model.Value.Operations));
        AssertPercentile(view, 0.50, exactMilliseconds: 500);
        AssertPercentile(view, 0.95, exactMilliseconds: 950);
        AssertPercentile(view, 0.99, exactMilliseconds: 990);
        Assert.Single((await stores.Accounts.QueryAsync(Tenant, SessionPartialRow.SessionPrefix(id), SessionPartialRow.SessionPrefix(id) + "~", 10, null, Token)).Rows);
    }

    // A bucket is √2 wide and tells its upper edge.
    private static void AssertPercentile(Core.Sessions.SessionView view, double share, double exactMilliseconds) =>
        Assert.InRange(view.Sums.Latency.PercentileMilliseconds(share)!.Value, exactMilliseconds, exactMilliseconds * Math.Sqrt(2));

    private static long CostOf(int call) => 1_000_003L + call;

    private static async Task CallAsync(AccountKeeper keeper, string sessionId, int call)
    {
        var hold = await keeper.HoldAsync(null, null, CostOf(call), Token);
        var entryId = call.ToString("D6", CultureInfo.InvariantCulture);
        await keeper.SettleAsync(new Settlement(hold, new EntryRow
        {
            Day = hold.Day, EntryId = entryId, RequestId = entryId, Attempt = 1, Kind = EntryKind.Chat, At = DateTimeOffset.UnixEpoch.AddSeconds(call),
            Path = hold.Path, Attribution = Attribution.None, SessionId = sessionId, Model = call % 2 == 0 ? "even" : "odd", InputTokens = 3,
            CostNanoUsd = CostOf(call), HeldNanoUsd = hold.NeedNanoUsd, Status = EntryStatus.Succeeded, ProviderMicroseconds = ((call % 1_000) + 1) * 1_000,
        }, endsHold: true));
    }

    /// <summary>Takes entries and forgets them: they belong to storage and would hide what the process needs.</summary>
    private sealed class WithoutEntries(IRowStore inner) : IRowStore
    {
        public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
            inner.GetAsync(partition, rowKey, cancellationToken);

        public ValueTask<RowPage> QueryAsync(
            string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

        public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
        {
            var outcome = await inner.CommitAsync(partition, changes, cancellationToken);
            var entries = changes.Select(static (change, index) => (change.Row, Index: index)).Where(static change => change.Row is EntryRow).ToList();
            if (outcome.IsCommitted && entries.Count > 0)
            {
                Assert.True((await inner.CommitAsync(
                    partition, [.. entries.Select(entry => RowChange.Delete(entry.Row, outcome.ETags[entry.Index]!))], CancellationToken.None)).IsCommitted);
            }

            return outcome;
        }
    }
}
