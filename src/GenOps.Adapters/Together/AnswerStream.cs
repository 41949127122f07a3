using System.IO.Compression;

namespace GenOps.Adapters.Together;

/// <summary>Opens bodies. None is asked for in a coding, which holds a stream's chunks up; one that comes in a coding is decoded all the same.</summary>
internal static class AnswerStream
{
    private const string CodingHeader = "Content-Encoding";

    /// <summary>Whether the body's length is not that of what it says.</summary>
    public static bool IsCoded(HttpContent content) => content.Headers.NonValidated.Contains(CodingHeader);

    /// <exception cref="IOException">The coding is unknown.</exception>
    public static async ValueTask<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        if (!IsCoded(content))
        {
            return stream;
        }

        // Brotli's decoder reports broken data as if it were a mistake of ours.
        return string.Join(',', content.Headers.ContentEncoding).ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            "identity" => stream,
            var coding => throw new IOException($"The provider's answer is coded as '{coding}'."),
        };
    }
}
