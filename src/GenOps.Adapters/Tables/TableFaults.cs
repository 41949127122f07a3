using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables;

/// <summary>What an exception of the table client says about what happened in storage.</summary>
internal static class TableFaults
{
    private const string TableMissing = "TableNotFound";

    /// <summary>Whether a transaction failed because a row was not as demanded.</summary>
    public static bool IsConflict(Exception exception) => exception is RequestFailedException fault && (fault.Status, fault.ErrorCode) switch
    {
        (412, _) => true,
        (409, "EntityAlreadyExists") => true,
        (404, "ResourceNotFound" or "EntityNotFound") => true,
        _ => false,
    };

    public static bool IsTableMissing(Exception exception) => exception is RequestFailedException { Status: 404, ErrorCode: TableMissing };

    /// <summary>A missing row and a missing table both answer 404; only the first is an ordinary answer.</summary>
    public static void ThrowIfTableMissing(Response answer)
    {
        if (answer.Content.ToMemory().Span.IndexOf("TableNotFound"u8) >= 0)
        {
            throw new RowStoreException(RowStoreFault.Unavailable, "The table does not exist.");
        }
    }

    /// <summary>Whether this is a fault of storage and not the caller's wish to stop or a bug.</summary>
    public static bool IsFaultOfRead(Exception exception, CancellationToken callers) => exception switch
    {
        OperationCanceledException => !callers.IsCancellationRequested,
        RequestFailedException or AuthenticationFailedException or IOException or JsonException or AggregateException => true,
        _ => false,
    };

    public static RowStoreException OfRead(Exception exception)
    {
        // After several tries the client throws one exception with one inner exception a try.
        var last = exception is AggregateException { InnerExceptions: [.., var inner] } ? inner : exception;
        var isThrottled = last is RequestFailedException { Status: 429 or 503 };
        return new RowStoreException(
            isThrottled ? RowStoreFault.Throttled : RowStoreFault.Unavailable, "Storage did not answer a read: " + Describe(last), exception);
    }

    public static RowStoreException OfCommit(Exception exception)
    {
        var kind = exception switch
        {
            RequestFailedException fault => KindOfCommit(fault),

            // No token, no request.
            AuthenticationFailedException => RowStoreFault.Unavailable,

            // Timed out, cancelled, an answer that cannot be read: it may have happened.
            _ => RowStoreFault.Unknown,
        };
        return new RowStoreException(kind, $"A transaction failed ({kind}): {Describe(exception)}", exception);
    }

    private static RowStoreFault KindOfCommit(RequestFailedException fault) => (fault.Status, fault.ErrorCode) switch
    {
        (0, _) => WasNeverSent(fault) ? RowStoreFault.Unavailable : RowStoreFault.Unknown,
        (413, _) or (400, "RequestBodyTooLarge" or "EntityTooLarge" or "PropertyValueTooLarge" or "TooManyProperties") => RowStoreFault.TooLarge,
        (429, _) or (503, "ServerBusy") => RowStoreFault.Throttled,

        // These may come from something between here and storage that gave up waiting.
        (408 or >= 500 or < 400, _) => RowStoreFault.Unknown,
        _ => RowStoreFault.Unavailable,
    };

    // The connection or its encryption was never established, so not one byte of the request left this machine.
    private static bool WasNeverSent(Exception exception)
    {
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException request)
            {
                return request.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            }
        }

        return false;
    }

    private static string Describe(Exception exception) => exception is RequestFailedException { Status: > 0 } fault
        ? $"{fault.Status} {fault.ErrorCode}".TrimEnd()
        : exception.Message;
}
