namespace GenOps.Attack.Histories;

/// <summary>Random attack histories; whatever the auditor finds is printed with the seed that plays it again.</summary>
public sealed class HistoryTests
{
    private const int ShortCount = 8;
    private const int LongCount = 200;

    /// <summary>Histories that found something once.</summary>
    private static readonly int[] RegressionSeeds = [];

    /// <summary><c>GENOPS_ATTACK_SEED=n</c> plays one history, <c>GENOPS_ATTACK=long</c> two hundred.</summary>
    public static IEnumerable<TheoryDataRow<int>> Seeds()
    {
        if (AttackForm.Seed is { } replayed)
        {
            return [new(replayed)];
        }

        var count = AttackForm.IsLong ? LongCount : ShortCount;
        return RegressionSeeds.Concat(Enumerable.Range(1, count)).Distinct().Select(static seed => new TheoryDataRow<int>(seed));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Play_RandomAttack_BreaksNoPromise(int seed)
    {
        var findings = await new History(seed).PlayAsync();

        Assert.True(findings.Count == 0, $"GENOPS_ATTACK_SEED={seed}\n{string.Join('\n', findings)}");
    }
}
