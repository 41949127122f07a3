using GenOps.Adapters.Memory;
using GenOps.Application.Reports;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Reports;

/// <summary>One tenant's account, written row by row or by real owners.</summary>
internal sealed class ReportWorld
{
    public const string Tenant = "acme";

    public ReportWorld()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        Stores = new CountingRowStores(new MemoryRowStores(Time));
        Budgets = new BudgetReader(Stores, new OwnerOptions(), _ => InFlight, Time);
    }

    public FakeTimeProvider Time { get; }

    public CountingRowStores Stores { get; }

    public BudgetReader Budgets { get; }

    public Dictionary<string, long> InFlight { get; } = [];

    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public BudgetWindow Day => BudgetWindow.DayOf(Today);

    public BudgetWindow Month => BudgetWindow.MonthOf(Today);

    public static RollupRow Rollup(RollupKey key, Tally tally, string owner = "i1") =>
        new(key, owner, RollupRow.HashOf(key), tally, LatencyHistogram.Empty);

    public async Task InsertAsync(params IEnumerable<Row> rows)
    {
        foreach (var chunk in rows.Chunk(100))
        {
            Assert.True((await Stores.CommitAsync(Tenant, [.. chunk.Select(RowChange.Insert)], CancellationToken.None)).IsCommitted);
        }
    }

    public Task CreateTenantAsync(TenantDocument document, long scopesVersion = 1, params DeclaredScope[] scopes) => InsertAsync(
        new HeadRow(1, 0),
        new LimitsRow { Version = 1, ScopesVersion = scopesVersion, Scopes = scopes, Document = document });

    public EntryRow Entry(string id, Attribution? attribution = null, EntryStatus status = EntryStatus.Succeeded) => new()
    {
        Day = Today,
        EntryId = id,
        RequestId = id,
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = Time.GetUtcNow(),
        Path = string.Empty,
        Attribution = attribution ?? Attribution.None,
        Model = "m",
        CostNanoUsd = 10,
        HeldNanoUsd = 20,
        Status = status,
    };

    public ReservationRow Reservation(string batchId, string path, long granted, long settled) => new()
    {
        BatchId = batchId,
        Chunk = 0,
        Attempt = 1,
        Path = path,
        Day = Today,
        ScopesVersion = 1,
        Items = [],
        GrantedNanoUsd = granted,
        SettledNanoUsd = settled,
    };

    public LeaseRow Lease(string id, string path, long granted, long settled, long folded) => new()
    {
        LeaseId = id,
        Owner = "i1",
        Path = path,
        Day = Today,
        ScopesVersion = 1,
        GrantedNanoUsd = granted,
        SettledNanoUsd = settled,
        FoldedNanoUsd = folded,
        Seq = 1,
    };
}
