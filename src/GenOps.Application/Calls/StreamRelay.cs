using System.Buffers;
using System.IO.Pipelines;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>Passes a provider's events on as they come. One relay serves one stream.</summary>
internal sealed class StreamRelay(StreamShaper shaper, StreamTotals totals, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly SseParser _parser = new();
    private bool _hasFailed;

    /// <summary>Reads until the stream ends. False when the provider failed; <see cref="OperationCanceledException"/> when the client is gone.</summary>
    public async Task<bool> RunAsync(Stream content, ClientWriter client)
    {
        var input = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            if (await ReadAsync(input, client) is not { } read)
            {
                return false;
            }

            var isOver = Pass(read, input, client);
            await client.FlushAsync();
            if (isOver || read.IsCompleted)
            {
                return !_hasFailed;
            }
        }
    }

    // The read goes on while the client is told that there is life: cancelling it, even for a moment, would break the provider's stream.
    private async ValueTask<ReadResult?> ReadAsync(PipeReader input, ClientWriter client)
    {
        try
        {
            var reading = input.ReadAsync(client.Gone);
            return reading.IsCompleted ? await reading : await WaitAsync(reading.AsTask(), client);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<ReadResult> WaitAsync(Task<ReadResult> reading, ClientWriter client)
    {
        while (true)
        {
            try
            {
                return await reading.WaitAsync(KeepAlive, time);
            }
            catch (TimeoutException)
            {
                client.Write(": keep-alive\n\n"u8);
                await client.FlushAsync();
            }
        }
    }

    private bool Pass(in ReadResult read, PipeReader input, ClientWriter client)
    {
        var buffer = read.Buffer;
        var isOver = false;
        while (!isOver)
        {
            var result = _parser.TryRead(ref buffer, read.IsCompleted, out var item);
            if (result is SseResult.NeedsMore)
            {
                break;
            }

            isOver = result is SseResult.TooLong ? Fail() : !item.IsComment && Take(item.Data, client);
        }

        input.AdvanceTo(buffer.Start, buffer.End);
        return isOver;
    }

    // Data of more lines is read as it came, since a line end inside of a string is no JSON, and passed on as one line.
    private bool Take(ReadOnlyMemory<byte> data, ClientWriter client)
    {
        var text = ProviderText.Utf8(data);
        var chunk = StreamChunkReader.Read(text.Span);
        var line = ProviderText.OneLine(text).Span;
        totals.Add(chunk, line);
        switch (chunk.Kind)
        {
            case StreamChunkKind.Done:
                return true;
            case StreamChunkKind.Error or StreamChunkKind.Malformed:
                return Fail();
            default:
                shaper.Take(chunk, line, client);
                return false;
        }
    }

    private bool Fail() => _hasFailed = true;
}
