using GenOps.Core.Batches;

namespace GenOps.Application.Batches.Validation;

/// <summary>The first faults of a file, in the order of its lines.</summary>
internal sealed class FaultNotes
{
    private readonly List<BatchError> _faults = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<BatchError> Faults => _faults;

    /// <summary>Whether there is any.</summary>
    public bool HasAny => _faults.Count > 0;

    /// <summary>Whether no further one is kept, so that reading on is useless.</summary>
    public bool IsFull => _faults.Count == BatchLimits.MaxErrors;

    /// <summary>Notes a fault of a line, or of the file as a whole.</summary>
    public void Add(BatchError fault, int? line)
    {
        var message = fault.Message.Length <= BatchItemLimits.MaxMessageLength
            ? fault.Message
            : fault.Message[..(BatchItemLimits.MaxMessageLength - 1)] + "…";
        _faults.Add(fault with { Message = message, Line = line });
    }
}
