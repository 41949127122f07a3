namespace GenOps.Core.Ledger;

/// <summary>How the attempt behind an entry ended.</summary>
public enum EntryStatus
{
    /// <summary>The provider answered.</summary>
    Succeeded,

    /// <summary>The provider answered an error that is proven free of charge.</summary>
    Failed,

    /// <summary>The client went away or the stream broke; what was produced is charged.</summary>
    Cut,

    /// <summary>The provider may have charged for an answer that never arrived.</summary>
    InDoubt,

    /// <summary>Not an attempt: a correction.</summary>
    Posted,
}
