using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using GenOps.Core.Wire;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Parses a body whose every text can be read; a fault of the whole has the path <c>$</c>.</summary>
internal static class JsonText
{
    private const int MaxDepth = 16;

    /// <summary>The document; null with a fault when it is none.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, FaultList faults)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            faults.Add(JsonPath.Root, "The body must be UTF-8.");
            return null;
        }

        try
        {
            if (HalfPairs.Any(utf8.Span, MaxDepth))
            {
                faults.Add(JsonPath.Root, "The body has a text with half a surrogate pair; send whole characters.");
                return null;
            }

            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException exception)
        {
            faults.Add(JsonPath.Root, Describe(exception));
            return null;
        }
    }

    private static string Describe(JsonException exception) => string.Create(
        CultureInfo.InvariantCulture,
        $"The body must be JSON of at most {MaxDepth} levels; line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} is not.");
}
