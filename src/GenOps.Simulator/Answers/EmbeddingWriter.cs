using System.Buffers.Binary;
using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Writes one unit vector an input; the same input always gets the same vector.</summary>
internal static class EmbeddingWriter
{
    public static void Write(Utf8JsonWriter json, InferenceCall call, TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteString("model"u8, call.Model);
        json.WriteStartArray("data"u8);
        for (var index = 0; index < call.InputSeeds.Count; index++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, index);
            WriteVector(json, call, call.InputSeeds[index]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        UsageWriter.Write(json, call, usage);
        json.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter json, InferenceCall call, ulong seed)
    {
        var vector = UnitVector(seed, call.Dimensions);
        if (call.IsBase64)
        {
            var bytes = new byte[vector.Length * sizeof(float)];
            for (var index = 0; index < vector.Length; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
            }

            json.WriteBase64String("embedding"u8, bytes);
            return;
        }

        json.WriteStartArray("embedding"u8);
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static float[] UnitVector(ulong seed, int dimensions)
    {
        var vector = new float[dimensions];
        var squares = 0f;
        for (var index = 0; index < dimensions; index++)
        {
            vector[index] = ((DeterministicHash.Mix(seed + (ulong)index) >> 40) / (float)(1 << 23)) - 1f;
            squares += vector[index] * vector[index];
        }

        var length = MathF.Sqrt(squares);
        for (var index = 0; index < dimensions && length > 0; index++)
        {
            vector[index] /= length;
        }

        return vector;
    }
}
