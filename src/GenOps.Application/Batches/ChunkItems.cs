using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Batches;
using GenOps.Core.Tenants;

namespace GenOps.Application.Batches;

/// <summary>Reads the items of a chunk and plans each as a call of its own, by the rules and prices in force.</summary>
internal sealed class ChunkItems(IBlobStore blobs, PriceBook prices, TimeProvider time)
{
    private static readonly CallError Streams = new(ErrorCode.InvalidRequest, "An item of a batch cannot be streamed. Leave 'stream' out.") { Param = "stream" };

    private readonly CallPlanner _planner = new(prices, time);

    /// <summary>The items, planned.</summary>
    public async Task<IReadOnlyList<ChunkItem>> ReadAsync(
        string tenant, BatchRow batch, int chunk, TenantDocument document, CancellationToken cancellationToken)
    {
        await prices.FreshAsync(cancellationToken);
        var caller = new Caller(tenant, batch.KeyId, null, null, document);
        var items = new List<ChunkItem>();
        foreach (var (customId, body) in await LinesAsync(tenant, batch.BatchId, chunk, cancellationToken))
        {
            items.Add(Plan(caller, batch, customId, body));
        }

        return items;
    }

    /// <summary>The callers' ids of the items, in order.</summary>
    public async Task<IReadOnlyList<string>> CustomIdsAsync(string tenant, string batchId, int chunk, CancellationToken cancellationToken) =>
        [.. (await LinesAsync(tenant, batchId, chunk, cancellationToken)).Select(line => line.CustomId)];

    private ChunkItem Plan(Caller caller, BatchRow batch, string customId, ReadOnlyMemory<byte> body)
    {
        var request = new CallRequest
        {
            RequestId = batch.BatchId, Endpoint = batch.Endpoint, Body = body, FallbackModels = [], Clock = new CallClock(time),
        };
        var fault = CallPlanner.Read(caller, request, out var parsed, out _);
        if (fault is not null || parsed is null)
        {
            return new ChunkItem(customId, null, fault);
        }

        return parsed.Stream ? new ChunkItem(customId, null, Streams)
            : _planner.Plan(caller, request, parsed, batch.Attribution, batch.SessionId, claim: null, isPressed: false, out var plan) is { } refused ? new ChunkItem(customId, null, refused)
            : new ChunkItem(customId, plan, null);
    }

    private async Task<List<(string CustomId, ReadOnlyMemory<byte> Body)>> LinesAsync(
        string tenant, string batchId, int chunk, CancellationToken cancellationToken)
    {
        var name = BatchBlobs.Chunk(tenant, batchId, chunk);
        var bytes = await blobs.GetAsync(name, BatchLimits.MaxChunkBytes, cancellationToken)
            ?? throw new InvalidDataException($"The blob {name} is gone.");
        var lines = new List<(string, ReadOnlyMemory<byte>)>();
        for (var rest = bytes.AsMemory(); rest.Length > 0;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Length > 0)
            {
                lines.Add(Line(line));
            }
        }

        return lines;
    }

    private static (string CustomId, ReadOnlyMemory<byte> Body) Line(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        var (customId, body) = (string.Empty, ReadOnlyMemory<byte>.Empty);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("custom_id");
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            customId = isId ? reader.GetString()! : customId;
            reader.Skip();
            body = isId ? body : line[start..(int)reader.BytesConsumed];
        }

        return (customId, body);
    }
}
