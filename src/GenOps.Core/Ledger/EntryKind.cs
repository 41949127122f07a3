namespace GenOps.Core.Ledger;

/// <summary>What an entry of the ledger stands for.</summary>
public enum EntryKind
{
    /// <summary>A chat completion attempt.</summary>
    Chat,

    /// <summary>A text completion attempt.</summary>
    Completion,

    /// <summary>An embeddings attempt.</summary>
    Embedding,

    /// <summary>An attempt made for an item of a batch.</summary>
    Batch,

    /// <summary>A correction by an administrator.</summary>
    Adjustment,

    /// <summary>Held money whose use could not be proven after a crash or a lost answer; counted as spent.</summary>
    InDoubt,

    /// <summary>A late settlement's return of what was entered as in doubt; its cost is negative.</summary>
    InDoubtRelease,
}
