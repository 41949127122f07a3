namespace GenOps.Cli.Verify;

/// <summary>What a comparison came to.</summary>
internal enum Verdict
{
    /// <summary>All terms are the same to the nano-dollar.</summary>
    Holds,

    /// <summary>They differ, and nothing was charged while they were read.</summary>
    Differs,

    /// <summary>They differ, but traffic changed them while they were read: nothing is proven.</summary>
    Moving,
}
