using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>An attempt's entry on its way to the ledger.</summary>
/// <param name="hold">The hold that pays.</param>
/// <param name="entry">The entry; its day must be the hold's.</param>
/// <param name="endsHold">False when the attempt was free and the hold serves the next attempt.</param>
/// <param name="extra">Another row to change in the same transaction, such as a completed idempotency claim.</param>
public sealed class Settlement(Hold hold, EntryRow entry, bool endsHold, RowChange? extra = null)
{
    /// <summary>The hold that pays.</summary>
    public Hold Hold { get; } = hold;

    /// <summary>The entry.</summary>
    public EntryRow Entry { get; } = entry;

    /// <summary>The roll-up that the entry belongs to.</summary>
    internal RollupKey Rollup { get; } = RollupKey.Of(entry.Day, entry.Attribution, entry.Model);

    /// <summary>Whether the hold's rest is released.</summary>
    public bool EndsHold { get; } = endsHold;

    /// <summary>Another row of the same transaction; it is left out when somebody else has changed that row.</summary>
    public RowChange? Extra { get; internal set; } = extra;

    /// <summary>True once the entry is durable.</summary>
    public bool IsDurable { get; internal set; }

    /// <summary>Whom to wake when it is durable; the owner only hands it back.</summary>
    public object? Signal { get; set; }
}
