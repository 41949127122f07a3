using BenchmarkDotNet.Attributes;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Benchmarks.Load;
using GenOps.Core.Accounts;
using GenOps.Core.Pricing;

namespace GenOps.Benchmarks.Micro;

/// <summary>Holding and settling one call alone, its transaction and two changes of threads included.</summary>
public class SettleBenchmark
{
    private const long NeedNanoUsd = 20_000;

    private readonly ModelPrice _price = SampleEntry.Price;
    private Parts _parts = null!;
    private AccountKeeper _keeper = null!;
    private int _call;

    /// <summary>An account in memory storage that keeps no entries.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        _parts = new Parts(new EntrylessRows(new MemoryRowStores(TimeProvider.System)));
        _keeper = _parts.Keepers.Of((await _parts.CreateCallerAsync("acme")).Tenant);
    }

    /// <summary>Gives the account's money back.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync() => await _parts.DisposeAsync();

    /// <summary>Until the entry is durable.</summary>
    [Benchmark(Description = "hold and settle of one call")]
    public async Task SettleAsync()
    {
        var hold = await _keeper.HoldAsync(null, null, NeedNanoUsd, CancellationToken.None);
        await _keeper.SettleAsync(new Settlement(hold, SampleEntry.Of(hold, _price, _call++), endsHold: true));
    }
}
