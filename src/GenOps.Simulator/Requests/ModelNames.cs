using System.Collections.Concurrent;
using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>One string for each model, so that millions of book entries share it.</summary>
internal sealed class ModelNames
{
    private const int MaximumNames = 10_000;
    private const int MaximumLength = 256;

    private readonly ConcurrentDictionary<string, string> _names = new();

    public string Intern(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new InvalidRequestException("'model' must be a string.", "model");
        }

        if (reader.ValueSpan.Length > MaximumLength)
        {
            throw new InvalidRequestException($"'model' must have at most {MaximumLength} bytes.", "model");
        }

        Span<char> buffer = stackalloc char[MaximumLength];
        var name = buffer[..reader.CopyString(buffer)];
        if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known))
        {
            return known;
        }

        var text = name.ToString();
        return _names.Count < MaximumNames ? _names.GetOrAdd(text, text) : text;
    }
}
