using System.Net;
using System.Net.Sockets;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Passes bytes to a service and back, until told to keep the answers to itself.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _work = [];
    private readonly int _port;
    private volatile TcpProxyMode _mode;
    private readonly TaskCompletionSource _swallowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    public TcpProxy(Uri service)
    {
        _port = service.Port;
        _listener.Start();
        Address = new UriBuilder(service) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _work.Add(AcceptAsync());
    }

    public Uri Address { get; }

    public TcpProxyMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Completes when the service has answered something that was kept back: it has done its work then.</summary>
    public Task Swallowed => _swallowed.Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Task[] work;
        lock (_lock)
        {
            work = [.. _work];
        }

        await Task.WhenAll(work);
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
                Interlocked.Increment(ref _connections);
                lock (_lock)
                {
                    _work.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var service = new TcpClient();
        using (client)
        {
            try
            {
                await service.ConnectAsync(IPAddress.Loopback, _port, _stopping.Token);
                var back = AnswerAsync(service.GetStream(), client);
                await client.GetStream().CopyToAsync(service.GetStream(), _stopping.Token);
                service.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
            }
        }
    }

    private async Task AnswerAsync(NetworkStream service, TcpClient client)
    {
        var buffer = new byte[64 * 1024];
        while (await service.ReadAsync(buffer, _stopping.Token) is var read and > 0)
        {
            switch (_mode)
            {
                case TcpProxyMode.Pass:
                    await client.GetStream().WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
                    break;
                case TcpProxyMode.KeepAnswer:
                    _swallowed.TrySetResult();
                    break;
                case TcpProxyMode.CloseInsteadOfAnswer:
                    client.Client.Close();
                    _swallowed.TrySetResult();
                    return;
            }
        }
    }
}
