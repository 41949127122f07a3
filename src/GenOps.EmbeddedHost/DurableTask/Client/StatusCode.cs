namespace Grpc.Core;

/// <summary>The only gRPC status that this host answers with.</summary>
public enum StatusCode
{
    NotFound = 5,
}
