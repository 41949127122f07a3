namespace GenOps.TestKit.Storage;

/// <summary>Decides for each call what goes wrong with it. Plans are plain functions; these make the usual ones.</summary>
public static class FaultPlan
{
    /// <summary>The first commits meet these faults in order, later ones and reads none.</summary>
    public static Func<RowOperation, RowFault> Commits(params RowFault[] faults) => operation =>
        operation.Kind is RowOperationKind.Commit && operation.Number < faults.Length ? faults[operation.Number] : RowFault.None;

    /// <summary>As many commits as given meet a conflict that is not there, then all is well.</summary>
    public static Func<RowOperation, RowFault> ConflictStorm(int commits) => Commits([.. Enumerable.Repeat(RowFault.Conflict, commits)]);

    /// <summary>Everything meets this fault while the condition holds.</summary>
    public static Func<RowOperation, RowFault> While(Func<bool> condition, RowFault fault) => _ => condition() ? fault : RowFault.None;

    /// <summary>
    /// Each call meets one of the faults with a probability in percent. The draw depends on the seed and on the call's kind and number alone, so that
    /// the same calls meet the same faults whatever runs beside them.
    /// </summary>
    public static Func<RowOperation, RowFault> Seeded(int seed, int percent, params RowFault[] faults) => operation =>
    {
        var random = new Random(HashOf(seed, (int)operation.Kind, operation.Number));
        return random.Next(100) < percent ? faults[random.Next(faults.Length)] : RowFault.None;
    };

    // HashCode differs from process to process, which a seed must not.
    private static int HashOf(int seed, int kind, int number) => unchecked((((seed * 397) ^ kind) * 397) ^ number);
}
