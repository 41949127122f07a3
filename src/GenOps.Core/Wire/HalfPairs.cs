using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Finds JSON texts that are no Unicode: an escape stands for half of a surrogate pair.</summary>
public static class HalfPairs
{
    /// <summary>Whether a name or text of the JSON has one. Only reading it as a string tells.</summary>
    /// <param name="utf8">JSON; its bytes must be valid UTF-8.</param>
    /// <param name="maxDepth">Deepest nesting.</param>
    /// <exception cref="JsonException">It is no JSON, or nested deeper.</exception>
    public static bool Any(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
