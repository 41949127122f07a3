using System.Diagnostics;
using GenOps.Benchmarks.Report;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Policies;
using GenOps.Core.Pricing;

namespace GenOps.Benchmarks.Load;

/// <summary>Rules, price, hold and settle of one call, as long as the lease has money: what a call costs before and after its provider.</summary>
internal static class AdmissionRun
{
    public static async Task<Topic> RunAsync(Effort effort)
    {
        var (warmup, calls) = (effort.Count(200_000), effort.Count(1_000_000));
        await using var parts = new Parts();
        var caller = await parts.CreateCallerAsync("acme");
        var keeper = parts.Keepers.Of(caller.Tenant);
        var latencies = new Latencies();
        for (var call = 0; call < warmup + calls; call++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var attribution = Attribution.None;
            var price = SampleEntry.Price;
            _ = CallPolicy.CheckAttribution(caller.Document, attribution, null) ?? CallPolicy.CheckModel(caller.Document, price.Model);
            var worst = WorstCase.Of(price, new CallShape { InputBytes = 400, Items = 2, Prompts = 1, Completions = 1, TokensPerCompletion = 256 });
            var holding = keeper.HoldAsync(null, null, worst.NanoUsd, CancellationToken.None);
            var hold = holding.IsCompletedSuccessfully ? holding.GetAwaiter().GetResult() : await holding;
            var settling = keeper.SettleAsync(new Settlement(hold, SampleEntry.Of(hold, price, call), endsHold: true));
            if (call >= warmup)
            {
                latencies.Add(Stopwatch.GetTimestamp() - startedAt);
            }

            if (call % 64 == 0)
            {
                // The ledger keeps up; waiting for it is not part of admission.
                await settling;
            }
        }

        return new Topic("admission",
        [
            new("p50", Latencies.Percentile([latencies], 0.5), "0.00 'us'"),
            new("p99", Latencies.Percentile([latencies], 0.99), "0.00 'us'"),
        ]);
    }
}
