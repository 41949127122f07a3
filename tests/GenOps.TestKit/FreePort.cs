using System.Net;
using System.Net.Sockets;

namespace GenOps.TestKit;

/// <summary>For programs that must be told a port. Another process may take it first: prefer port 0 where it is possible.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
