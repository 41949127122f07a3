using System.Globalization;
using System.Text;
using System.Text.Json;
using GenOps.Adapters.Memory;
using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Application.Tests.Batches;

/// <summary>A tenant in memory with batches whose chunks are written, and instances that work on them.</summary>
internal sealed class RunWorld
{
    public const string Tenant = "acme";

    public const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    private int _batches;

    public ShiftedTime Time { get; } = new();

    public MemoryRowStores Rows { get; }

    public MemoryBlobStore Blobs { get; } = new();

    public RunWorld() => Rows = new MemoryRowStores(Time);

    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    /// <summary>What one item of <see cref="Body"/> holds.</summary>
    public static long WorstNanoUsd { get; } = WorstOf();

    /// <summary>What one item costs that <see cref="FakeProvider.Answer"/> answers.</summary>
    public static long CostNanoUsd { get; } = Core.Pricing.CallCost.NanoUsd(
        Core.Pricing.PriceCatalogue.BuiltIn.Find(Model, new DateOnly(2026, 11, 24))!, new Core.Pricing.TokenUsage(10, 5));

    public static string Body(int item) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"model":"{{Model}}","max_tokens":100,"messages":[{"role":"user","content":"item {{item:00000}}"}]}""");

    public async Task CreateTenantAsync(TenantDocument document, params string[] scopes) => await CommitAsync(
        RowChange.Insert(new HeadRow(1, 0)),
        RowChange.Insert(new LimitsRow
        {
            Version = 1, ScopesVersion = 1, Scopes = [.. scopes.Select(path => new DeclaredScope(path, 1, Today))], Document = document,
        }));

    /// <summary>Raises or lowers limits as an administrator does.</summary>
    public async Task ChangeLimitsAsync(TenantDocument document)
    {
        CommitOutcome outcome;
        do
        {
            var head = (await Rows.Accounts.GetAsync(Tenant, HeadRow.Key, CancellationToken.None))!;
            var limits = (await Rows.Accounts.GetAsync(Tenant, LimitsRow.Key, CancellationToken.None))!;
            var row = (LimitsRow)limits.Row;
            outcome = await Rows.Accounts.CommitAsync(
                Tenant,
                [
                    RowChange.Replace((HeadRow)head.Row with { LimitsVersion = row.Version + 1 }, head.ETag),
                    RowChange.Replace(row with { Version = row.Version + 1, Document = document }, limits.ETag),
                ],
                CancellationToken.None);
        }
        while (!outcome.IsCommitted);
    }

    /// <summary>A batch in progress with its chunks written; bodies may be replaced.</summary>
    public async Task<BatchRow> CreateBatchAsync(
        int items, int chunkSize = 50, Func<BatchRow, BatchRow>? change = null, Func<int, string>? body = null)
    {
        var now = Time.GetUtcNow();
        var chunks = (items + chunkSize - 1) / chunkSize;
        var batch = new BatchRow
        {
            BatchId = BatchIds.Of(string.Create(CultureInfo.InvariantCulture, $"01JDRQ4V5K8T2M3N6P7R9{Interlocked.Increment(ref _batches):00000}")),
            Status = BatchStatus.InProgress,
            Endpoint = InferenceEndpoint.ChatCompletions,
            InputFileId = "file-1",
            WindowHours = 24,
            CreatedAt = now,
            ExpiresAt = now.AddHours(24),
            Attribution = Attribution.None,
            KeyId = "key",
            ChunkSize = chunkSize,
            MaxConcurrency = 64,
            OnBudget = BudgetGonePolicy.Wait,
            Total = items,
            ChunksTotal = chunks,
        };
        batch = change?.Invoke(batch) ?? batch;
        await CommitAsync(RowChange.Insert(batch));
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var lines = new StringBuilder();
            foreach (var item in Enumerable.Range(chunk * chunkSize, Math.Min(chunkSize, items - (chunk * chunkSize))))
            {
                lines.Append(CultureInfo.InvariantCulture, $$"""{"custom_id":"item-{{item}}","body":{{(body ?? Body)(item)}}}""").Append('\n');
            }

            await Blobs.PutAsync(BatchBlobs.Chunk(Tenant, batch.BatchId, chunk), Encoding.UTF8.GetBytes(lines.ToString()), CancellationToken.None);
        }

        return batch;
    }

    public BatchInstance Instance(IInferenceProvider? provider = null, IRowStores? rows = null, IBlobStore? blobs = null, BatchOptions? options = null) =>
        new(rows ?? Rows, blobs ?? Blobs, provider ?? new FakeProvider(), options ?? new BatchOptions(), Time);

    public async Task<BatchRow> BatchAsync(string batchId) =>
        (BatchRow)(await Rows.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batchId), CancellationToken.None))!.Row;

    public async Task<IReadOnlyList<Row>> RowsAsync()
    {
        var rows = new List<Row>();
        string? continuation = null;
        do
        {
            var page = await Rows.Accounts.QueryAsync(Tenant, " ", "~", RowLimits.MaxPageRows, continuation, CancellationToken.None);
            rows.AddRange(page.Rows.Select(stored => stored.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    /// <summary>Per window: entries = spent + unfolded, held = what leases and reservations hold, and never above the limit; roll-ups = entries.</summary>
    public async Task AssertExactAsync()
    {
        var rows = await RowsAsync();
        var entries = rows.OfType<EntryRow>().ToList();
        var limits = new BudgetLimits(rows.OfType<LimitsRow>().Single());
        Assert.Equal(entries.Sum(entry => entry.CostNanoUsd), rows.OfType<RollupRow>().Sum(rollup => rollup.Tally.CostNanoUsd));
        foreach (var window in rows.OfType<WindowRow>())
        {
            bool IsIn(string path, DateOnly day) => BudgetPath.IsWithin(path, window.Path)
                && (window.Window.IsMonth ? BudgetWindow.MonthOf(day) == window.Window : BudgetWindow.DayOf(day) == window.Window);
            var leases = rows.OfType<LeaseRow>().Where(lease => !lease.Closed && IsIn(lease.Path, lease.Day)).ToList();
            var reservations = rows.OfType<ReservationRow>().Where(row => IsIn(row.Path, row.Day)).ToList();
            var unfolded = leases.Sum(lease => lease.UnfoldedNanoUsd) + reservations.Sum(row => row.UnfoldedNanoUsd);
            Assert.Equal(entries.Where(entry => IsIn(entry.Path, entry.Day)).Sum(entry => entry.CostNanoUsd), window.SpentNanoUsd + unfolded);
            Assert.Equal(
                leases.Sum(lease => lease.GrantedNanoUsd - lease.FoldedNanoUsd) + reservations.Sum(row => row.GrantedNanoUsd - row.FoldedNanoUsd),
                window.HeldNanoUsd);
            Assert.True(limits.MayExceed || window.SpentNanoUsd + window.HeldNanoUsd <= (limits.Find(window.Path)?.LimitFor(window.Window) ?? long.MaxValue));
        }
    }

    /// <summary>The lines of a chunk's results: whether it is an output, and the line.</summary>
    public async Task<IReadOnlyList<(bool IsOutput, JsonElement Line)>> ResultsAsync(string batchId, int chunk)
    {
        var content = (await Blobs.GetAsync(BatchBlobs.Results(Tenant, batchId, chunk), int.MaxValue, CancellationToken.None))!;
        return [.. Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (line[0] == (char)ResultLines.Output, JsonDocument.Parse(line[1..]).RootElement))];
    }

    private static long WorstOf()
    {
        Assert.True(InferenceRequestReader.TryRead(InferenceEndpoint.ChatCompletions, Encoding.UTF8.GetBytes(Body(0)), out var parsed, out _));
        return Core.Pricing.WorstCase.Of(Core.Pricing.PriceCatalogue.BuiltIn.Find(Model, new DateOnly(2026, 11, 24))!, parsed!.ToShape(0)).NanoUsd;
    }

    private async Task CommitAsync(params RowChange[] changes) =>
        Assert.True((await Rows.Accounts.CommitAsync(Tenant, changes, CancellationToken.None)).IsCommitted);
}
