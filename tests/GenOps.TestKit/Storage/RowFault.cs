using GenOps.Application.Storage;

namespace GenOps.TestKit.Storage;

/// <summary>What goes wrong with one call of a <see cref="FaultyRowStore"/>.</summary>
public sealed record RowFault
{
    private RowFault()
    {
    }

    /// <summary>Nothing.</summary>
    public static RowFault None { get; } = new();

    /// <summary>Storage is out of reach; nothing happens.</summary>
    public static RowFault Unavailable { get; } = new() { Kind = RowStoreFault.Unavailable };

    /// <summary>Storage refuses for load; nothing happens.</summary>
    public static RowFault Throttled { get; } = new() { Kind = RowStoreFault.Throttled };

    /// <summary>The commit is lost on its way: unknown to the caller, and nothing happens. A read is unavailable.</summary>
    public static RowFault RequestLost { get; } = new() { Kind = RowStoreFault.Unknown };

    /// <summary>The commit's answer is lost: unknown to the caller, though it happens. A read is unavailable.</summary>
    public static RowFault AnswerLost { get; } = new() { Kind = RowStoreFault.Unknown, IsDone = true };

    /// <summary>The commit meets a conflict that is not there. Reads are left alone.</summary>
    public static RowFault Conflict { get; } = new() { IsConflict = true };

    internal RowStoreFault? Kind { get; private init; }

    internal bool IsDone { get; private init; }

    internal bool IsConflict { get; private init; }

    internal TimeSpan Delay { get; private init; }

    internal Task Until { get; private init; } = Task.CompletedTask;

    /// <summary>This fault after a delay on the store's clock.</summary>
    public RowFault After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>This fault, held back until a task completes; the way to stop a writer between two writes.</summary>
    public RowFault After(Task until) => this with { Until = until };
}
