using Azure;
using Azure.Identity;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Blobs;

/// <summary>What an exception of the blob client says.</summary>
internal static class BlobFaults
{
    public static bool IsMissing(RequestFailedException exception) => exception is { Status: 404, ErrorCode: "BlobNotFound" or "ContainerNotFound" };

    /// <summary>Whether this is a fault of storage and not the caller's wish to stop, a fault of the caller's own stream, or a bug.</summary>
    public static bool IsFault(Exception exception, CancellationToken callers) => exception switch
    {
        OperationCanceledException => !callers.IsCancellationRequested,
        RequestFailedException or AuthenticationFailedException or IOException => true,
        AggregateException aggregate => aggregate.InnerExceptions.All(inner => IsFault(inner, callers)),
        _ => false,
    };

    public static BlobStoreException Of(Exception exception)
    {
        var last = exception is AggregateException { InnerExceptions: [.., var inner] } ? inner : exception;
        return last switch
        {
            RequestFailedException { ErrorCode: "InvalidBlockList" or "InvalidBlockId" } =>
                new(BlobStoreFault.BlockMissing, "A block to commit is not staged.", exception),
            RequestFailedException { Status: 413 } => new(BlobStoreFault.TooLarge, "Storage takes no blob or block as large.", exception),
            RequestFailedException { Status: > 0 } fault =>
                new(BlobStoreFault.Unavailable, $"Storage refused: {fault.Status} {fault.ErrorCode}".TrimEnd(), exception),
            _ => new(BlobStoreFault.Unavailable, "Storage did not answer: " + last.Message, exception),
        };
    }
}
