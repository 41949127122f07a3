using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace GenOps.Adapters.Tests.Together;

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(TcpClient client, ConcurrentQueue<string> requests, CancellationToken stopping)
{
    private const string HeadEnd = "\r\n\r\n";
    private readonly NetworkStream _stream = client.GetStream();

    public async Task<string> ReadRequestAsync()
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (!IsWhole(Encoding.UTF8.GetString([.. received])))
        {
            var read = await _stream.ReadAsync(buffer, stopping);
            if (read == 0)
            {
                throw new IOException("The client closed before its request was whole.");
            }

            received.AddRange(buffer.AsSpan(0, read));
        }

        var request = Encoding.UTF8.GetString([.. received]);
        requests.Enqueue(request);
        return request;
    }

    /// <summary>Whether the client speaks plain HTTP and not TLS; takes nothing from what it sent.</summary>
    public async Task<bool> IsHttpAsync()
    {
        var first = new byte[1];
        return await client.Client.ReceiveAsync(first, SocketFlags.Peek, stopping) == 1 && first[0] == 'P';
    }

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping);

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes, stopping);

    public Task WriteChunkAsync(string text) =>
        WriteAsync(FormattableString.Invariant($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"));

    /// <summary>Waits until the client has closed its side, however it did.</summary>
    public async Task WaitForCloseAsync()
    {
        try
        {
            while (await _stream.ReadAsync(new byte[4096], stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf(HeadEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase) + Length.Length;
        var length = int.Parse(text[at..text.IndexOf('\r', at)], CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetByteCount(text.AsSpan(end + HeadEnd.Length)) >= length;
    }
}
