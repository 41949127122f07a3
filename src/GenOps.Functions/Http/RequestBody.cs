using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenOps.Functions.Http;

/// <summary>Reads whole request bodies within a limit.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The body; null when it is larger than <paramref name="maxBytes"/>. <see cref="BadHttpRequestException"/> when it does not arrive whole.
    /// </summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        // The server's own limit may be lower, and it counts the framing of chunks.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        // What is over the limit is not read here, and yet the connection stays open: the server takes the rest in for some seconds, since
        // a client that is cut off while it sends never gets to read why.
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await ReadMoreAsync(reader, cancellationToken);
            if (read is not { } result)
            {
                return null;
            }

            if (result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return null;
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
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // The server says so of a chunk's size that overflows, and of a client that is gone.
            throw new BadHttpRequestException("The body does not arrive whole.", exception);
        }
    }
}
