using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace GenOps.Adapters.Tests.Together;

/// <summary>Answers requests byte by byte as a test wants, on a real socket. Each connection ends with its first answer.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly Func<RawConnection, Task> _serve;
    private readonly Task _accepting;

    public RawServer(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}/v1";

    /// <summary>The requests as they came, head and body.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Reads the whole request, then writes the text and closes.</summary>
    public static RawServer Answering(string answer) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(answer);
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_work);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _work.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(new RawConnection(client, _requests, _stopping.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
