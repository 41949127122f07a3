using System.Net;
using System.Net.Http.Headers;

namespace GenOps.Adapters.Together;

/// <summary>A JSON body, sent without a copy, that knows whether the provider may have seen any of it.</summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly ReadOnlyMemory<byte> _body;
    private volatile bool _isSent;

    public RequestContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = Json;
    }

    /// <summary>False proves that no connection carried the body: it is asked for only once there is one.</summary>
    public bool IsSent => _isSent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _isSent = true;
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
