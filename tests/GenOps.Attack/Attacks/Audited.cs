using GenOps.Attack.Auditing;
using GenOps.Attack.World;

namespace GenOps.Attack.Attacks;

/// <summary>The end of every attack.</summary>
internal static class Audited
{
    /// <summary>Brings the world to rest; fails with everything that the auditor finds.</summary>
    public static async Task<Evidence> AssertCleanAsync(AttackWorld world, string what)
    {
        var evidence = await EvidenceReader.ReadAsync(world);
        var findings = Auditor.Audit(evidence);
        Assert.True(findings.Count == 0, $"{what}\n{string.Join('\n', findings)}");
        return evidence;
    }
}
