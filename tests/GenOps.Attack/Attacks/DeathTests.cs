using GenOps.Attack.World;
using GenOps.TestKit.Storage;

namespace GenOps.Attack.Attacks;

/// <summary>Every write of a governed call fails in every way, and every write is the instance's last one.</summary>
public sealed class DeathTests
{
    // The script below makes fewer; the write that is never reached ends the test.
    private const int MaxWrites = 60;

    public static IEnumerable<TheoryDataRow<string>> Faults()
    {
        string[] deaths = ["dies before", "dies after"];
        string[] faults = ["request lost", "answer lost", "throttled", "unavailable", "conflicts"];
        return (AttackForm.IsLong ? deaths.Concat(faults) : [.. deaths, "answer lost"]).Select(static name => new TheoryDataRow<string>(name));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Write_EachInTurnGoesWrong_BreaksNoPromise(string fault)
    {
        var write = 0;
        for (var isReached = true; isReached; write++)
        {
            await using var world = await AttackWorld.StartAsync();
            await world.AddInstanceAsync(TimeSpan.Zero);
            var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.001000000" }, isBounded: true);
            var attacked = world.Alive[0];
            isReached = false;
            attacked.Suffer(Plan(attacked, write, fault, () => isReached = true));

            await RunAsync(world, tenant, attacked);

            await Audited.AssertCleanAsync(world, $"write {write} {fault}");
        }

        Assert.InRange(write, 8, MaxWrites);
    }

    private static async Task RunAsync(AttackWorld world, AttackTenant tenant, Instance attacked)
    {
        CallShape[] shapes =
        [
            new(), new() { Stream = true }, new() { IdempotencyKey = "k-1" }, new() { Marker = "fault=500,times=1,id=retried,retry_after=-1" },
            new() { Marker = "fault=reset,times=1,id=doubted" }, new() { Team = "alpha", Project = "one" },
        ];
        foreach (var shape in shapes)
        {
            await world.CallAsync(attacked.IsDead ? world.Alive[0] : attacked, tenant, shape);
        }

        if (AttackForm.IsLong)
        {
            await world.CallAllAsync(tenant, shapes);
        }
    }

    private static Func<RowOperation, RowFault> Plan(Instance instance, int write, string fault, Action onHit)
    {
        var commits = -1;
        return operation =>
        {
            if (operation.Kind is not RowOperationKind.Commit || Interlocked.Increment(ref commits) is var number && number < write)
            {
                return RowFault.None;
            }

            var length = fault == "conflicts" ? 3 : 1;
            if (number >= write + length)
            {
                return RowFault.None;
            }

            onHit();
            return Met(instance, fault);
        };
    }

    private static RowFault Met(Instance instance, string fault)
    {
        switch (fault)
        {
            case "dies before":
                instance.Die();
                return RowFault.RequestLost;
            case "dies after":
                instance.Die();
                return RowFault.AnswerLost;
            case "request lost":
                return RowFault.RequestLost;
            case "answer lost":
                return RowFault.AnswerLost;
            case "throttled":
                return RowFault.Throttled;
            case "unavailable":
                return RowFault.Unavailable;
            case "conflicts":
                return RowFault.Conflict;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "It is no fault.");
        }
    }
}
