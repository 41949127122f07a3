namespace GenOps.Attack;

/// <summary>How thorough a run is: short in the gate, long when <c>GENOPS_ATTACK=long</c>.</summary>
internal static class AttackForm
{
    public static bool IsLong => Environment.GetEnvironmentVariable("GENOPS_ATTACK") == "long";
}
