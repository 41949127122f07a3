using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Steps of reading a request's JSON, with the errors that a provider answers.</summary>
internal static class JsonReading
{
    public static int ReadInteger(this ref Utf8JsonReader reader, string name, int minimum, int maximum)
    {
        reader.Expect(JsonTokenType.Number, name);
        return reader.TryGetInt32(out var value) && value >= minimum && value <= maximum
            ? value
            : throw new InvalidRequestException($"'{name}' must be an integer from {minimum} to {maximum}.", name);
    }

    /// <summary>Moves to the end of the value and returns where its raw text stands.</summary>
    public static Range SkipValue(this ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    public static void Expect(this ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        if (reader.TokenType != type)
        {
            throw new InvalidRequestException($"'{name}' has the wrong type.", name);
        }
    }
}
