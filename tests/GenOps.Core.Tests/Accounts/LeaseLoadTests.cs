using System.Globalization;
using GenOps.Core.Tests.Accounts.Simulation;
using GenOps.TestKit;

namespace GenOps.Core.Tests.Accounts;

/// <summary>What leases cost and leave idle at a load. The table in <c>infra/SCALE.md</c> is what comes out of this.</summary>
public sealed class LeaseLoadTests(ITestOutputHelper output)
{
    private const string Header =
        "| instances | calls/s | requests a call | rows a call | conflicts | calls refused | idle at the first refusal | of the limit used |";

    private static readonly TimeSpan ColdStart = TimeSpan.FromSeconds(5);

    [Fact]
    public void Run_ManyInstances_CostWhatTheScaleTableSays()
    {
        var rows = Loads().Select(static load => Steady(load) + Ending(load)).ToList();

        rows.ForEach(output.WriteLine);
        Assert.Equal(rows, TableOf(File.ReadLines(RepositoryRoot.Combine("infra", "SCALE.md"))));
    }

    private static IEnumerable<LoadOptions> Loads() =>
        from instances in (int[])[1, 10, 100, 1_000]
        from callsPerSecond in (int[])[10, 100, 1_000]
        select new LoadOptions { Instances = instances, CallsPerSecond = callsPerSecond };

    /// <summary>
    /// What storage does once every busy instance has its lease, and how many calls gave up waiting for one, all starting at once. There is money enough for an hour.
    /// </summary>
    private static string Steady(LoadOptions load)
    {
        var simulation = new LoadSimulation(load with { Duration = ColdStart + TimeSpan.FromSeconds(10), Budget = TimeSpan.FromHours(1) });
        simulation.RunUntil(ColdStart);
        var (before, answered) = (simulation.Store.Counts, simulation.AnsweredCalls);
        simulation.RunToRest();

        Assert.Equal(simulation.Options.Calls, simulation.AnsweredCalls + simulation.RefusedCalls);
        var after = simulation.Store.Counts;
        double calls = simulation.AnsweredCalls - answered;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {load.Instances:N0} | {load.CallsPerSecond:N0} | {(after.Requests - before.Requests) / calls:0.0} | {(after.RowsWritten - before.RowsWritten) / calls:0.0} "
            + $"| {(double)(after.Conflicts - before.Conflicts) / (after.Transactions - before.Transactions):0 %} "
            + $"| {(double)simulation.RefusedCalls / simulation.Options.Calls:0.00 %} ");
    }

    /// <summary>What is left over when the money ends while calls keep coming: at last, less than one call's worst case.</summary>
    private static string Ending(LoadOptions load)
    {
        var simulation = new LoadSimulation(load with { Duration = TimeSpan.FromSeconds(6), Budget = TimeSpan.FromSeconds(3) });
        simulation.RunToRest();
        var used = simulation.SpentNanoUsd;
        simulation.SpendTheRest();

        double limit = simulation.Options.LimitNanoUsd;
        Assert.InRange(simulation.SpentNanoUsd, simulation.Options.LimitNanoUsd - load.LargestNeedNanoUsd + 1, simulation.Options.LimitNanoUsd);
        return string.Create(CultureInfo.InvariantCulture, $"| {simulation.StrandedNanoUsd!.Value / limit:0.0 %} | {used / limit:0.0 %} |");
    }

    private static IEnumerable<string> TableOf(IEnumerable<string> lines) =>
        lines.SkipWhile(static line => line != Header).Skip(2).TakeWhile(static line => line.StartsWith('|'));
}
