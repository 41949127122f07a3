namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>What the active process knows of an instance in the pending index.</summary>
internal sealed class PendingEntry
{
    /// <summary>Its row is in the index.</summary>
    internal bool IsWritten { get; set; }

    /// <summary>
    /// <see cref="Inbox"/> is whole. Not so for an instance that start-up found in the index, until it is loaded.
    /// </summary>
    internal bool IsKnown { get; set; } = true;

    /// <summary>Ids of messages that are in the inbox or on the way to it; maybe some that are gone.</summary>
    internal HashSet<string> Inbox { get; } = new(StringComparer.Ordinal);

    internal bool IsAtRest { get; set; }

    internal long AtRestSince { get; set; }

    /// <summary>Completes, and never fails, when the removal that is under way has ended.</summary>
    internal Task? Removing { get; set; }

    internal bool CanLeave => IsWritten && IsKnown && IsAtRest && Inbox.Count == 0 && Removing is null;
}
