using System.Diagnostics;
using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Calls;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using GenOps.Core.Tenants;

namespace GenOps.Benchmarks.Overspend;

/// <summary>What is spent of a budget, by check-then-charge and here, with the same callers, provider and storage.</summary>
internal static class OverspendRun
{
    private const int CallersPerInstance = 16;
    private const int AffordableCalls = 100;
    private static readonly int[] InstanceCounts = [1, 2, 8];
    private static readonly TimeSpan ProviderLatency = TimeSpan.FromMilliseconds(20);

    public static async Task<Topic> RunAsync(Effort _)
    {
        var stores = new MemoryRowStores(TimeProvider.System);
        var call = new FullPriceCall(ChatSample.Request);
        var rows = new List<string[]>();
        var (theirs, ours) = (0.0, 0.0);
        foreach (var instances in InstanceCounts)
        {
            var clock = Stopwatch.StartNew();
            var unheld = await CheckThenChargeAsync(stores, instances, call);
            var between = clock.Elapsed;
            var held = await GovernedAsync(stores, instances, call);
            Console.WriteLine($"{instances} instances: check then charge {between.TotalSeconds:0.0} s, here {(clock.Elapsed - between).TotalSeconds:0.0} s");
            rows.Add([instances.ToString(CultureInfo.InvariantCulture), Factor(unheld), Factor(held), Calls(unheld), Calls(held)]);
            (theirs, ours) = (Math.Max(theirs, unheld), Math.Max(ours, held));
        }

        return new Topic("overspend",
        [
            new("spent / limit at most, here", ours, "0.00", Target.AtMost(1), "A budget was overspent: this is a fault."),
            new("spent / limit at most, check then charge", theirs, "0.00"),
        ], new Grid(["instances", "check then charge", "here", "calls charged, check then charge", "calls charged, here"], rows));

        static string Factor(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
        static string Calls(double share) => FormattableString.Invariant($"{share * AffordableCalls:0} of {AffordableCalls}");
    }

    private static async Task<double> CheckThenChargeAsync(MemoryRowStores stores, int instances, FullPriceCall call)
    {
        var provider = new DelayedProvider(ProviderLatency, call.Answer);
        var budgets = Enumerable.Range(0, instances)
            .Select(_ => new CheckThenCharge(stores.Accounts, $"unheld-{instances}", AffordableCalls * call.NanoUsd, provider)).ToArray();
        await budgets[0].CreateAsync();
        await CallLoad.RunAsync(instances * CallersPerInstance, TimeSpan.MaxValue, caller =>
            budgets[caller % instances].CallAsync(call.Request, call.NanoUsd, call.NanoUsd));
        return ShareOf(await budgets[0].SpentAsync(), call);
    }

    private static async Task<double> GovernedAsync(MemoryRowStores stores, int instances, FullPriceCall call)
    {
        var provider = new DelayedProvider(ProviderLatency, call.Answer);
        var parts = Enumerable.Range(0, instances).Select(_ => new Parts(stores, provider)).ToArray();
        var caller = await parts[0].CreateCallerAsync($"held-{instances}", new TenantDocument { DailyLimitNanoUsd = AffordableCalls * call.NanoUsd });
        var charged = 0L;
        await CallLoad.RunAsync(instances * CallersPerInstance, TimeSpan.MaxValue, async worker =>
        {
            switch (await parts[worker % instances].Calls.RunAsync(caller, CallLoad.Request(call.Request), CancellationToken.None))
            {
                case CallAnswered answered:
                    Interlocked.Add(ref charged, answered.Receipt.CostNanoUsd);
                    return true;
                case CallRefused { Error.Code: ErrorCode.BudgetInFlight }:
                    return true;
                case CallRefused { Error.Code: ErrorCode.BudgetExceeded }:
                    return false;
                case var other:
                    throw new InvalidOperationException($"A call ended as {other}.");
            }
        });
        await Task.WhenAll(parts.Select(static part => part.DisposeAsync().AsTask()));
        return ShareOf(charged, call);
    }

    private static double ShareOf(long nanoUsd, FullPriceCall call) => (double)nanoUsd / (AffordableCalls * call.NanoUsd);
}
