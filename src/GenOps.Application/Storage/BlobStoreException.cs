namespace GenOps.Application.Storage;

/// <summary>The one exception of blob stores, also while a stream from <see cref="IBlobStore.OpenReadAsync"/> is read.</summary>
public sealed class BlobStoreException(BlobStoreFault kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What is known of the fault.</summary>
    public BlobStoreFault Kind { get; } = kind;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsRetryable => Kind is BlobStoreFault.Unavailable;
}
