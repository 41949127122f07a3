using GenOps.Application.Calls;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Overspend;
using GenOps.Core.Tenants;

namespace GenOps.Benchmarks.Tests.Overspend;

/// <summary>Both sides of the comparison pay the same for a call.</summary>
public sealed class FullPriceCallTests
{
    [Fact]
    public async Task Call_Governed_CostsExactlyItsWorstCase()
    {
        var call = new FullPriceCall(ChatSample.Request);
        await using var parts = new Parts(provider: new DelayedProvider(TimeSpan.Zero, call.Answer));
        var caller = await parts.CreateCallerAsync("acme", new TenantDocument { DailyLimitNanoUsd = call.NanoUsd });

        var first = await parts.Calls.RunAsync(caller, CallLoad.Request(call.Request), CancellationToken.None);
        var second = await parts.Calls.RunAsync(caller, CallLoad.Request(call.Request), CancellationToken.None);

        Assert.Equal(call.NanoUsd, Assert.IsType<CallAnswered>(first).Receipt.CostNanoUsd);
        Assert.Equal(ErrorCode.BudgetExceeded, Assert.IsType<CallRefused>(second).Error.Code);
    }
}
