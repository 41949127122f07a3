namespace GenOps.Adapters.Together;

/// <summary>The connections to the provider.</summary>
internal static class TogetherTransport
{
    /// <summary>
    /// Attempts wait for the provider, not for a connection, so connections are not counted. Idle ones are given up early, because an
    /// attempt that meets a closing connection may have been charged. A stream that is given up is cut at once: reading the rest of it
    /// would let the provider go on at our cost. The key goes to the configured address and nowhere else.
    /// </summary>
    public static void Configure(SocketsHttpHandler handler, TogetherConnection connection)
    {
        handler.MaxConnectionsPerServer = int.MaxValue;
        handler.EnableMultipleHttp2Connections = true;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;

        // A proxy sees the name of an https provider only; it would see all of what goes to this machine in the clear.
        handler.UseProxy = !connection.Address.IsLoopback;
    }
}
