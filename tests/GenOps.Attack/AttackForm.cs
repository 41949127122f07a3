using System.Globalization;

namespace GenOps.Attack;

/// <summary>How thorough a run is: short in the gate, long when <c>GENOPS_ATTACK=long</c>.</summary>
internal static class AttackForm
{
    public static bool IsLong => Environment.GetEnvironmentVariable("GENOPS_ATTACK") == "long";

    /// <summary>The seed of the one attack that is to be played again, <c>GENOPS_ATTACK_SEED</c>; null plays new ones.</summary>
    public static int? Seed => Environment.GetEnvironmentVariable("GENOPS_ATTACK_SEED") is { Length: > 0 } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : null;
}
