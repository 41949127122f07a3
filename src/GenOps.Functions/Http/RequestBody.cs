using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>Reads whole request bodies within a limit.</summary>
internal static class RequestBody
{
    /// <summary>The body; null when it is larger than <paramref name="maxBytes"/>.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return Refused(request);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await ReadMoreAsync(reader, cancellationToken);
            if (read is not { } result)
            {
                return Refused(request);
            }

            if (result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return Refused(request);
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    // The rest of the body is not waited for, so the connection carries no further request, and the client must know.
    private static ReadOnlyMemory<byte>? Refused(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Connection = "close";
        return null;
    }

    // A body without a length is cut off by the server at a limit of its own.
    private static async ValueTask<ReadResult?> ReadMoreAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
