using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace GenOps.Functions.Tests.Support;

/// <summary>One request to a <see cref="RawProvider"/> and its answer, which ends with the connection.</summary>
internal sealed partial class RawExchange(TcpClient connection)
{
    private readonly NetworkStream _stream = connection.GetStream();

    public string Head { get; private set; } = "";

    public string Body { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>False when the connection ends before.</summary>
    public async Task<bool> ReadRequestAsync()
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (!IsWhole(received))
        {
            var read = await _stream.ReadAsync(buffer);
            if (read == 0)
            {
                return false;
            }

            received.AddRange(buffer.AsSpan(0, read));
        }

        return true;
    }

    /// <summary>Begins a stream of events.</summary>
    public Task BeginStreamAsync() =>
        WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");

    /// <summary>Sends one event.</summary>
    public Task EventAsync(string data) => WriteAsync($"data: {data}\n\n");

    /// <summary>Sends a whole answer.</summary>
    public async Task AnswerAsync(string json, int status = 200, string reason = "OK")
    {
        await WriteAsync($"HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}");
        End();
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, Token);
        await _stream.FlushAsync(Token);
    }

    /// <summary>Ends the answer.</summary>
    public void End() => connection.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the answer and the connection.</summary>
    public void Close() => connection.Close();

    /// <summary>Breaks the connection.</summary>
    public void Reset()
    {
        connection.Client.LingerState = new LingerOption(true, 0);
        connection.Close();
    }

    /// <summary>Completes when the other side has given the connection up.</summary>
    public async Task CancelledAsync()
    {
        try
        {
            Assert.Equal(0, await _stream.ReadAsync(new byte[1], Token));
        }
        catch (IOException)
        {
            // Reset: given up as well.
        }
    }

    private bool IsWhole(List<byte> received)
    {
        var text = Encoding.Latin1.GetString([.. received]);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var bodyStart = end + 4;
        var length = int.Parse(ContentLength().Match(text[..bodyStart]).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        if (received.Count < bodyStart + length)
        {
            return false;
        }

        (Head, Body) = (text[..end], Encoding.UTF8.GetString([.. received], bodyStart, length));
        return true;
    }

    [GeneratedRegex(@"Content-Length: (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();
}
