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
    private readonly List<Task> _readings = [];
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

        await Task.WhenAll(_readings);
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
                _readings.Add(ReadAsync(new RawExchange(connection)));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    // A client may open a connection and never use it.
    private async Task ReadAsync(RawExchange exchange)
    {
        try
        {
            if (await exchange.ReadRequestAsync())
            {
                _exchanges.Writer.TryWrite(exchange);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Given up before the request was whole.
        }
    }
}
