using System.Buffers;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>
/// Adds our properties to a provider's answer, or takes one away, leaving every other byte as it was. A property of the same name that the
/// provider sent is replaced. Each method is false, and nothing is written, when the answer is not one well-formed JSON object.
/// </summary>
public static class ResponseSplicer
{
    /// <summary>Adds <c>genops</c> as the last property.</summary>
    public static bool TryAddGenops(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> genopsJson, IBufferWriter<byte> output) =>
        TryWrite(answer, isUsageCut: false, isGenopsCut: true, default, genopsJson, output);

    /// <summary>Adds <c>usage</c> and <c>genops</c> as the last properties.</summary>
    public static bool TryAddUsageAndGenops(
        ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> usageJson, ReadOnlySpan<byte> genopsJson, IBufferWriter<byte> output) =>
        TryWrite(chunk, isUsageCut: true, isGenopsCut: true, usageJson, genopsJson, output);

    /// <summary>Takes <c>usage</c> away, for a client that did not ask for it, or <c>genops</c>, which only we may say.</summary>
    public static bool TryRemove(ReadOnlySpan<byte> chunk, bool isUsageCut, bool isGenopsCut, IBufferWriter<byte> output) =>
        TryWrite(chunk, isUsageCut, isGenopsCut, default, default, output);

    private static bool TryWrite(
        ReadOnlySpan<byte> source,
        bool isUsageCut,
        bool isGenopsCut,
        ReadOnlySpan<byte> usageJson,
        ReadOnlySpan<byte> genopsJson,
        IBufferWriter<byte> output)
    {
        if (!TryFindCuts(source, isUsageCut, isGenopsCut, out var cuts))
        {
            return false;
        }

        var copied = 0;
        foreach (var cut in cuts.Finish())
        {
            output.Write(source[copied..cut.Start]);
            copied = cut.End;
        }

        output.Write(source[copied..cuts.End]);
        var needsComma = cuts.KeepsAny;
        WriteMember("\"usage\":"u8, usageJson, ref needsComma, output);
        WriteMember("\"genops\":"u8, genopsJson, ref needsComma, output);
        output.Write(source[cuts.End..]);
        return true;
    }

    private static bool TryFindCuts(ReadOnlySpan<byte> source, bool isUsageCut, bool isGenopsCut, out MemberCuts cuts)
    {
        cuts = default;
        var reader = new Utf8JsonReader(source, JsonText.Strict);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            cuts = new MemberCuts((int)reader.TokenStartIndex);
            Span<byte> scratch = stackalloc byte[64];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var nameStart = (int)reader.TokenStartIndex;
                var name = JsonText.Unescaped(reader, scratch);
                var isCut = (isUsageCut && name.SequenceEqual("usage"u8)) || (isGenopsCut && name.SequenceEqual("genops"u8));
                reader.Skip();
                cuts.Member(nameStart, (int)reader.BytesConsumed, isCut);
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, ref bool needsComma, IBufferWriter<byte> output)
    {
        if (json.IsEmpty)
        {
            return;
        }

        if (needsComma)
        {
            output.Write(","u8);
        }

        output.Write(name);
        output.Write(json);
        needsComma = true;
    }
}
