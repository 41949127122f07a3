namespace GenOps.Application.Storage;

/// <summary>The one exception of row stores.</summary>
public sealed class RowStoreException(RowStoreFault kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What is known of the fault.</summary>
    public RowStoreFault Kind { get; } = kind;

    /// <summary>Whether the same call may succeed later. After <see cref="RowStoreFault.Unknown"/> read before writing again.</summary>
    public bool IsRetryable => Kind is not RowStoreFault.TooLarge;
}
