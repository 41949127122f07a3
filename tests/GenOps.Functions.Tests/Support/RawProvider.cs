using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace GenOps.Functions.Tests.Support;

/// <summary>A provider whose every byte the test writes itself, and which shows every byte that it got.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<RawExchange> _exchanges = Channel.CreateUnbounded<RawExchange>();
    private readonly List<TcpClient> _connections = [];
    private readonly Task _loop;

    public RawProvider()
    {
        _listener.Start();
        _loop = AcceptAllAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>The next request, once it is there whole.</summary>
    public ValueTask<RawExchange> NextAsync() => _exchanges.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync();
                _connections.Add(connection);
                connection.NoDelay = true;
                var exchange = new RawExchange(connection);
                await exchange.ReadRequestAsync();
                await _exchanges.Writer.WriteAsync(exchange);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
