using GenOps.Core.Tests.Accounts.Simulation;

namespace GenOps.Core.Tests.Accounts;

public sealed class AccountSimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_CalmWorld_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Crashes = 0, Freezes = 0, LostAnswers = 0, LateExecutions = 0, RefusedSteps = 0, LimitChanges = 0, NewScopes = 0, Midnights = 0 }, 40);

    [Fact]
    public void Run_LostAndLateAnswers_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Crashes = 0, Freezes = 0, LostAnswers = 0.2, LateExecutions = 0.1, RefusedSteps = 0.1, LimitChanges = 0, NewScopes = 0, Midnights = 0 }, 100);

    [Fact]
    public void Run_CrashesAndFreezes_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Crashes = 0.02, Freezes = 0.02, LimitChanges = 0, NewScopes = 0, Midnights = 0 }, 100);

    [Fact]
    public void Run_ChangingLimitsScopesAndDays_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Crashes = 0, Freezes = 0, LimitChanges = 0.02, NewScopes = 0.01, Midnights = 0.01 }, 100);

    [Fact]
    public void Run_EverythingAtOnce_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Instances = 3, Crashes = 0.01, Freezes = 0.01, Overages = 0.05, LimitChanges = 0.01, NewScopes = 0.005, Midnights = 0.005 }, 150);

    /// <summary>A scope that is declared while batches run above it must not take sums for final that their entries still change.</summary>
    [Fact]
    public void Run_BatchesAndNewScopes_KeepsThePromises() => RunSeeds(
        new SimulationOptions { Calls = 200, Crashes = 0, Freezes = 0, LimitChanges = 0.01, NewScopes = 0.02, Midnights = 0.005, Chunks = 0.1 }, 100);

    private void RunSeeds(SimulationOptions options, int seeds)
    {
        var steps = 0L;
        var transactions = 0L;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var simulation = new AccountSimulation(seed, options);
            simulation.Run();
            steps += simulation.Steps;
            transactions += simulation.Auditor.Transactions;
        }

        output.WriteLine($"{seeds} seeds, {steps} steps, {transactions} transactions");
    }
}
