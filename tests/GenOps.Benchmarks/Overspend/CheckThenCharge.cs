using GenOps.Application.Providers;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Overspend;

/// <summary>
/// What gateways without holds do, done as well as it can be: every call reads the budget afresh, is refused when its worst case does not
/// fit, and is charged without losing an update. Between reading and charging others read the same budget.
/// </summary>
internal sealed class CheckThenCharge(IRowStore store, string tenant, long limitNanoUsd, IInferenceProvider provider)
{
    private const int LongestWaitBits = 6;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private readonly string _key = WindowRow.KeyOf(Window, BudgetPath.Tenant);

    private static BudgetWindow Window { get; } = BudgetWindow.DayOf(new DateOnly(2026, 11, 28));

    /// <summary>The budget with nothing spent.</summary>
    public async Task CreateAsync() =>
        await store.CommitAsync(tenant, [RowChange.Insert(new WindowRow(Window, BudgetPath.Tenant, SpentNanoUsd: 0, HeldNanoUsd: 0))], CancellationToken.None);

    /// <summary>What was charged so far, nano-dollars.</summary>
    public async Task<long> SpentAsync() => ((WindowRow)(await ReadAsync()).Row).SpentNanoUsd;

    /// <summary>One call; false when its worst case does not fit any more.</summary>
    public async Task<bool> CallAsync(ReadOnlyMemory<byte> body, long worstNanoUsd, long costNanoUsd)
    {
        if (await SpentAsync() + worstNanoUsd > limitNanoUsd)
        {
            return false;
        }

        await provider.SendAsync(new ProviderCall(InferenceEndpoint.ChatCompletions, body, IsStream: false, CallTimeout), CancellationToken.None);
        await ChargeAsync(costNanoUsd);
        return true;
    }

    private async Task ChargeAsync(long costNanoUsd)
    {
        for (var attempt = 0; ; attempt++)
        {
            var stored = await ReadAsync();
            var row = (WindowRow)stored.Row;
            var charged = RowChange.Replace(row with { SpentNanoUsd = row.SpentNanoUsd + costNanoUsd }, stored.ETag);
            if ((await store.CommitAsync(tenant, [charged], CancellationToken.None)).IsCommitted)
            {
                return;
            }

            // Everybody writes one row: who hurries only makes others fail.
            await Task.Delay(TimeSpan.FromMilliseconds(1 << Math.Min(attempt, LongestWaitBits)), TimeProvider.System);
        }
    }

    private async Task<StoredRow> ReadAsync() =>
        await store.GetAsync(tenant, _key, CancellationToken.None) ?? throw new InvalidOperationException($"The budget of {tenant} was not made.");
}
