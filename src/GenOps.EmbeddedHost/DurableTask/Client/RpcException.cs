namespace Grpc.Core;

/// <summary>The client was asked about an instance that does not exist. An app knows it by its name only.</summary>
public sealed class RpcException(StatusCode statusCode, string detail)
    : Exception($"Status(StatusCode=\"{statusCode}\", Detail=\"{detail}\")")
{
    public StatusCode StatusCode { get; } = statusCode;
}
