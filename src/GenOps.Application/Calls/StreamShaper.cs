using System.Buffers;
using System.Text.Json;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>
/// Shapes a provider's chunks for the client. The chunk that may be the last is held back, so that it can carry the usage and the cost
/// once the entry is durable. One shaper serves one stream.
/// </summary>
/// <param name="isUsageAsked">Whether the client itself asked for usage; then it ends in a chunk without choices, as OpenAI's streams do.</param>
/// <param name="endpoint">The route, for the shape of a chunk of our own.</param>
internal sealed class StreamShaper(bool isUsageAsked, InferenceEndpoint endpoint)
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private StreamChunkKind _heldKind;
    private bool _heldHasGenops;
    private string? _id;
    private string? _model;

    /// <summary>Writes a chunk, or holds it back.</summary>
    public void Take(in StreamChunk chunk, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (_id is null && CompletionReader.TryRead(data, out var head))
        {
            (_id, _model) = (head.Id ?? "", head.Model);
        }

        if (chunk.Kind is StreamChunkKind.UsageOnly && !isUsageAsked)
        {
            return;
        }

        WriteHeld(output);
        if (chunk.Kind is StreamChunkKind.Finish or StreamChunkKind.UsageOnly)
        {
            _held.Write(data);
            _heldKind = chunk.Kind;
            _heldHasGenops = chunk.HasGenops;
        }
        else
        {
            WriteEvent(data, isUsageCut: chunk.Usage is not null && !isUsageAsked, chunk.HasGenops, output);
        }
    }

    /// <summary>Writes what was held back with usage and cost, and the end of the stream.</summary>
    public void End(ReadOnlySpan<byte> usageJson, ReadOnlySpan<byte> genopsJson, IBufferWriter<byte> output)
    {
        var mayCarry = _held.WrittenCount > 0 && (_heldKind is StreamChunkKind.UsageOnly || !isUsageAsked);
        if (!mayCarry)
        {
            WriteHeld(output);
        }

        output.Write("data: "u8);
        if (!mayCarry || !ResponseSplicer.TryAddUsageAndGenops(_held.WrittenSpan, usageJson, genopsJson, output))
        {
            WriteOwnChunk(usageJson, genopsJson, output);
        }

        output.Write("\n\ndata: [DONE]\n\n"u8);
    }

    /// <summary>Writes what was held back as it is: the stream does not end well.</summary>
    public void WriteHeld(IBufferWriter<byte> output)
    {
        if (_held.WrittenCount > 0)
        {
            WriteEvent(_held.WrittenSpan, isUsageCut: _heldKind is StreamChunkKind.Finish, _heldHasGenops, output);
            _held.ResetWrittenCount();
        }
    }

    // A receipt is ours alone to give, and it comes last.
    private static void WriteEvent(ReadOnlySpan<byte> data, bool isUsageCut, bool isGenopsCut, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        if (!(isUsageCut || isGenopsCut) || !ResponseSplicer.TryRemove(data, isUsageCut, isGenopsCut, output))
        {
            output.Write(data);
        }

        output.Write("\n\n"u8);
    }

    private void WriteOwnChunk(ReadOnlySpan<byte> usageJson, ReadOnlySpan<byte> genopsJson, IBufferWriter<byte> output)
    {
        var isChat = endpoint is InferenceEndpoint.ChatCompletions;
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("id"u8, _id ?? "");
        json.WriteString("object"u8, isChat ? "chat.completion.chunk"u8 : "text_completion"u8);
        json.WriteString("model"u8, _model ?? "");
        json.WriteStartArray("choices"u8);
        if (!isUsageAsked)
        {
            // Clients that did not ask for usage read the first choice of every chunk.
            json.WriteRawValue(isChat
                ? """{"index":0,"delta":{},"finish_reason":null}"""u8
                : """{"index":0,"text":"","finish_reason":null}"""u8);
        }

        json.WriteEndArray();
        json.WritePropertyName("usage"u8);
        json.WriteRawValue(usageJson);
        json.WritePropertyName("genops"u8);
        json.WriteRawValue(genopsJson);
        json.WriteEndObject();
    }
}
