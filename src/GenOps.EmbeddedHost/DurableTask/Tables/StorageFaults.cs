using Azure;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>What an exception of a storage client says.</summary>
internal static class StorageFaults
{
    /// <summary>A row was not as demanded, as far as this answer can be trusted: an earlier try may have made it so.</summary>
    internal static bool IsConflict(Exception exception) => exception
        is RequestFailedException { Status: 409 or 412 }
        or RequestFailedException { Status: 404, ErrorCode: not "TableNotFound" };

    /// <summary>It may or may not have happened, or can happen when tried again.</summary>
    internal static bool IsTransient(Exception exception, CancellationToken callers) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 or (>= 200 and < 300) } => true,
        OperationCanceledException => !callers.IsCancellationRequested,
        AggregateException or IOException or InvalidDataException or FormatException => true,
        _ => false,
    };

    /// <summary>Only a look at what is stored can tell what happened.</summary>
    internal static bool IsOpen(Exception exception, CancellationToken callers) => IsConflict(exception) || IsTransient(exception, callers);

    internal static bool IsMissing(Exception exception) => exception is RequestFailedException { Status: 404 };
}
