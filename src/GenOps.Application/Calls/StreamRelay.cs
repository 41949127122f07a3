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
        using var beat = time.CreateTimer(_ => input.CancelPendingRead(), null, KeepAlive, KeepAlive);
        while (true)
        {
            if (await ReadAsync(input, client.Gone) is not { } read)
            {
                return false;
            }

            var isOver = read.IsCanceled ? BeatWrite(client) : Pass(read, input, client);
            if (read.IsCanceled)
            {
                input.AdvanceTo(read.Buffer.Start);
            }

            await client.FlushAsync();
            if (isOver || read.IsCompleted)
            {
                return !_hasFailed;
            }
        }
    }

    private static async ValueTask<ReadResult?> ReadAsync(PipeReader input, CancellationToken gone)
    {
        try
        {
            return await input.ReadAsync(gone);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool BeatWrite(ClientWriter client)
    {
        client.Write(": keep-alive\n\n"u8);
        return false;
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

            isOver = result is SseResult.TooLong ? Fail() : !item.IsComment && Take(item.Data.Span, client);
        }

        input.AdvanceTo(buffer.Start, buffer.End);
        return isOver;
    }

    private bool Take(ReadOnlySpan<byte> data, ClientWriter client)
    {
        var chunk = StreamChunkReader.Read(data);
        totals.Add(chunk, data);
        switch (chunk.Kind)
        {
            case StreamChunkKind.Done:
                return true;
            case StreamChunkKind.Error or StreamChunkKind.Malformed:
                return Fail();
            default:
                shaper.Take(chunk, data, client);
                return false;
        }
    }

    private bool Fail() => _hasFailed = true;
}
