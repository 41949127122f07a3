using System.Diagnostics;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Policies;
using GenOps.Core.Pricing;

namespace GenOps.Benchmarks.Load;

/// <summary>Rules, price, hold and settle of one call, as long as the lease has money: what a call costs before and after its provider.</summary>
internal static class AdmissionRun
{
    private const int Warmup = 200_000;
    private const int Calls = 1_000_000;

    public static async Task RunAsync()
    {
        await using var parts = new Parts();
        var caller = await parts.CreateCallerAsync("acme");
        var keeper = parts.Keepers.Of(caller.Tenant);
        var latencies = new Latencies();
        for (var call = 0; call < Warmup + Calls; call++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var attribution = Attribution.None;
            var price = PriceCatalogue.BuiltIn.Find("openai/gpt-oss-20b", new DateOnly(2026, 11, 24))!;
            _ = CallPolicy.CheckAttribution(caller.Document, attribution, null) ?? CallPolicy.CheckModel(caller.Document, price.Model);
            var worst = WorstCase.Of(price, new CallShape { InputBytes = 400, Items = 2, Prompts = 1, Completions = 1, TokensPerCompletion = 256 });
            var holding = keeper.HoldAsync(null, null, worst.NanoUsd, CancellationToken.None);
            var hold = holding.IsCompletedSuccessfully ? holding.GetAwaiter().GetResult() : await holding;
            var settling = keeper.SettleAsync(new Settlement(hold, Entry(hold, price, call), endsHold: true));
            if (call >= Warmup)
            {
                latencies.Add(Stopwatch.GetTimestamp() - startedAt);
            }

            if (call % 64 == 0)
            {
                // The ledger keeps up; waiting for it is not part of admission.
                await settling;
            }
        }

        Console.WriteLine($"admission (rules, price, hold, settle in memory): p50 {Latencies.Percentile([latencies], 0.5):0.00} us, "
            + $"p99 {Latencies.Percentile([latencies], 0.99):0.00} us, {latencies.Count} calls");
    }

    private static EntryRow Entry(Hold hold, ModelPrice price, int call) => new()
    {
        Day = hold.Day,
        EntryId = $"{call:00000000}-1",
        RequestId = $"{call:00000000}",
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = TimeProvider.System.GetUtcNow(),
        Path = hold.Path,
        Attribution = Attribution.None,
        Model = price.Model,
        PriceVersion = price.PriceVersion,
        CostNanoUsd = 1_000,
        HeldNanoUsd = hold.NeedNanoUsd,
        Status = EntryStatus.Succeeded,
    };
}
