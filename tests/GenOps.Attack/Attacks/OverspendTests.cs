using System.Globalization;
using System.Text.Json.Nodes;
using GenOps.Attack.Auditing;
using GenOps.Attack.World;

namespace GenOps.Attack.Attacks;

/// <summary>Callers x latency x instances x policies x streaming against room for exactly N: N pass, and the limit is spent whole.</summary>
public sealed class OverspendTests
{
    private static readonly TimeSpan AdmissionWait = TimeSpan.FromSeconds(30);

    /// <summary>The short form walks through the table in steps that meet every value of every column.</summary>
    public static IEnumerable<TheoryDataRow<int, int, int, string, bool>> Cases()
    {
        var table =
            from callers in (int[])[16, 64, 200]
            from latency in (int[])[0, 20]
            from instances in (int[])[1, 2, 8]
            from policy in (string[])["enforced", "strict", "advisory"]
            from stream in (bool[])[false, true]
            select new TheoryDataRow<int, int, int, string, bool>(callers, latency, instances, policy, stream);
        return AttackForm.IsLong ? table : table.Where(static (_, number) => number % 11 == 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Calls_RoomForN_NPassAndTheLimitIsSpentWhole(int callers, int latency, int instances, string policy, bool stream)
    {
        await using var world = await AttackWorld.StartAsync(AdmissionWait, static rows => rows, "GenOps:DeadlineSeconds=60");
        for (var more = 1; more < instances; more++)
        {
            await world.AddInstanceAsync(TimeSpan.Zero);
        }

        var shape = new CallShape { Marker = $"tokens=bound,latency={latency:00}", Stream = stream, Team = "alpha", Project = "one" };
        var cost = await WorstCaseAsync(world, shape);
        var room = callers / 4;
        var tenant = await world.AddTenantAsync(Document(policy, room * cost), isBounded: policy != "advisory");

        var answers = await world.CallAllAsync(tenant, Enumerable.Repeat(shape, callers));

        var passed = answers.Where(static answer => answer.Status == 200).ToList();
        Assert.Equal(policy == "advisory" ? callers : room, passed.Count);
        Assert.All(answers, static answer => Assert.True(answer is { Status: 200, IsBroken: false } or { Status: 402 or 429 }, answer.Text));
        var evidence = await Audited.AssertCleanAsync(world, "overspend");
        Assert.Equal(passed.Count * cost, evidence.Tenants[^1].Entries.Sum(static entry => entry.CostNanoUsd));
    }

    // Marks of users must be equally long, or the worst cases differ.
    private static async Task<long> WorstCaseAsync(AttackWorld world, CallShape shape)
    {
        var tenant = await world.AddTenantAsync();
        var answer = await world.CallAsync(world.Alive[0], tenant, shape);
        return answer.Genops!.Value.GetProperty("cost_nano_usd").GetInt64();
    }

    private static JsonObject Document(string policy, long limitNanoUsd) => new()
    {
        ["policy"] = policy,
        ["daily_limit_usd"] = (limitNanoUsd / 1_000_000_000m).ToString("0.000000000", CultureInfo.InvariantCulture),
        ["allowed_models"] = policy == "strict" ? new JsonArray(CallShape.Small) : [],
    };
}
