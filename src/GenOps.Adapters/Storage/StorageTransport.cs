using Azure.Core.Pipeline;

namespace GenOps.Adapters.Storage;

/// <summary>The connections of one store to its service, shared by its clients.</summary>
internal static class StorageTransport
{
    /// <summary>
    /// Commits wait for storage, not for a connection, so connections are not counted. Idle ones are given up before storage would close them,
    /// because a request that meets a closing connection has an unknown outcome. Sockets send at once (no Nagle, no Expect: 100-continue).
    /// </summary>
    public static HttpClientTransport Create() => new(new HttpClient(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = int.MaxValue,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        // The clients have time limits of their own.
        Timeout = Timeout.InfiniteTimeSpan,
    });
}
