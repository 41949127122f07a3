using System.Globalization;
using System.Text;

namespace GenOps.Simulator;

/// <summary>Reads <c>[[sim:latency=200,fault=429,retry_after=1]]</c>; items are separated by commas or semicolons.</summary>
internal static class Marker
{
    private static readonly char[] Separators = [',', ';'];

    private static ReadOnlySpan<byte> Opening => "[[sim:"u8;

    private static ReadOnlySpan<byte> Closing => "]]"u8;

    /// <summary>Applies the last marker in <paramref name="text"/>, if there is one.</summary>
    /// <exception cref="FormatException">The marker has an unknown name or a bad value: a typo must not make a test pass.</exception>
    public static SimulatorBehavior ApplyFrom(ReadOnlySpan<byte> text, SimulatorBehavior behavior)
    {
        var start = text.LastIndexOf(Opening);
        if (start < 0)
        {
            return behavior;
        }

        var rest = text[(start + Opening.Length)..];
        var length = rest.IndexOf(Closing);
        return length < 0
            ? throw new FormatException("A [[sim:…]] marker has no end.")
            : Apply(Encoding.UTF8.GetString(rest[..length]), behavior);
    }

    /// <summary>Applies the items of a marker, given without its brackets.</summary>
    public static SimulatorBehavior Apply(string items, SimulatorBehavior behavior)
    {
        foreach (var item in items.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw new FormatException($"'{item}' in a [[sim:…]] marker is not name=value.");
            }

            var (name, value) = (item[..equals], item[(equals + 1)..]);
            try
            {
                behavior = ApplyItem(name, value, behavior);
            }
            catch (ArgumentOutOfRangeException)
            {
                throw Bad(name, value);
            }
        }

        return behavior;
    }

    private static SimulatorBehavior ApplyItem(string name, string value, SimulatorBehavior behavior) => name switch
    {
        "latency" => behavior with { LatencyMilliseconds = Integer(name, value) },
        "token_delay" => behavior with { TokenDelayMilliseconds = Integer(name, value) },
        "drip" => behavior with { DripMilliseconds = Integer(name, value) },
        "fault" => behavior with { Fault = Fault.TryParse(value, out var fault) ? fault : throw Bad(name, value) },
        "times" => behavior with { Times = Integer(name, value) },
        "rate" => behavior with { Rate = Share(name, value) },
        "seed" => behavior with { Seed = Integer(name, value) },
        "retry_after" => behavior with { RetryAfterSeconds = value == "-1" ? -1 : Integer(name, value) },
        "chunks" => behavior with { Chunks = Integer(name, value) },
        "tokens" => behavior with { Tokens = OneOf<TokenCounting>(name, value) },
        "prompt_tokens" => behavior with { PromptTokens = Integer(name, value) },
        "completion_tokens" => behavior with { CompletionTokens = Integer(name, value) },
        "overage" => behavior with { OverageTokens = Integer(name, value) },
        "cached" => behavior with { CachedTokens = Integer(name, value) },
        "cached_flat" => behavior with { FlatCachedTokens = Integer(name, value) },
        "reasoning" => behavior with { ReasoningTokens = Integer(name, value) },
        "usage" => behavior with { Usage = OneOf<UsageShape>(name, value) },
        "size" => behavior with { SizeBytes = Integer(name, value) },
        "finish" => behavior with { FinishReason = value },
        "bill" => behavior with { Bill = value switch { "0" => false, "1" => true, _ => throw Bad(name, value) } },
        "id" => behavior with { Id = value },
        _ => throw new FormatException($"'{name}' is not the name of anything in a [[sim:…]] marker."),
    };

    private static int Integer(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(name, value);

    private static double Share(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad(name, value);

    private static T OneOf<T>(string name, string value)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var result) && !char.IsAsciiDigit(value[0])
            ? result
            : throw Bad(name, value);

    private static FormatException Bad(string name, string value) => new($"'{value}' is no value of '{name}' in a [[sim:…]] marker.");
}
