using GenOps.Adapters.Memory;
using GenOps.Benchmarks.Overspend;

namespace GenOps.Benchmarks.Tests.Overspend;

/// <summary>The model that we compare with is as good as it can be without holds.</summary>
public sealed class CheckThenChargeTests
{
    private const long Cost = 10;

    private readonly MemoryRowStores _stores = new(TimeProvider.System);
    private readonly GatedProvider _provider = new();

    [Fact]
    public async Task Call_OneAfterTheOther_NeverOverspends()
    {
        _provider.Open();
        var budget = await BudgetAsync(3 * Cost);

        var answered = 0;
        while (await budget.CallAsync(default, Cost, Cost))
        {
            answered++;
        }

        Assert.Equal((3, 3 * Cost), (answered, await budget.SpentAsync()));
    }

    [Fact]
    public async Task Call_TwoAtOnceWithRoomForOne_BothPassAndAreCharged()
    {
        var budget = await BudgetAsync(Cost);
        var calls = new[] { budget.CallAsync(default, Cost, Cost), budget.CallAsync(default, Cost, Cost) };
        await _provider.WaitUntilCalledAsync(2);

        _provider.Open();

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.Equal(2 * Cost, await budget.SpentAsync());
    }

    [Fact]
    public async Task Call_WorstCaseDoesNotFit_IsRefusedWithoutACall()
    {
        var budget = await BudgetAsync(Cost - 1);

        Assert.False(await budget.CallAsync(default, Cost, Cost));
        Assert.Equal((0, 0L), (_provider.Calls, await budget.SpentAsync()));
    }

    [Fact]
    public async Task Call_ManyAtOnce_LosesNoCharge()
    {
        var budget = await BudgetAsync(1_000 * Cost);
        var calls = Enumerable.Range(0, 40).Select(_ => budget.CallAsync(default, Cost, Cost)).ToArray();
        await _provider.WaitUntilCalledAsync(calls.Length);

        _provider.Open();
        await Task.WhenAll(calls);

        Assert.Equal(calls.Length * Cost, await budget.SpentAsync());
    }

    private async Task<CheckThenCharge> BudgetAsync(long limit)
    {
        var budget = new CheckThenCharge(_stores.Accounts, "acme", limit, _provider);
        await budget.CreateAsync();
        return budget;
    }
}
