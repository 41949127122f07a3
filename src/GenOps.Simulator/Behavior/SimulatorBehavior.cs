using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace GenOps.Simulator;

/// <summary>
/// How calls are answered. The server has one for all calls; a marker in a request changes it for that call, with the same names
/// as in JSON. All token and byte counts, delays and limits are 0 or more.
/// </summary>
public sealed record SimulatorBehavior
{
    private const int MaximumSizeBytes = 256 * 1024 * 1024;

    /// <summary>Milliseconds before anything is answered. Default 0.</summary>
    [JsonPropertyName("latency")]
    public int LatencyMilliseconds { get; init => field = NotNegative(value); }

    /// <summary>Milliseconds before each chunk of a stream. Default 0.</summary>
    [JsonPropertyName("token_delay")]
    public int TokenDelayMilliseconds { get; init => field = NotNegative(value); }

    /// <summary>Milliseconds between pieces of 16 bytes, streams included. Default 0: as fast as the reader reads.</summary>
    [JsonPropertyName("drip")]
    public int DripMilliseconds { get; init => field = NotNegative(value); }

    /// <summary>What goes wrong. Default nothing.</summary>
    public Fault Fault { get; init; }

    /// <summary>The fault hits only the first so many calls with the same <see cref="Id"/>. Default 0: every call.</summary>
    public int Times { get; init => field = NotNegative(value); }

    /// <summary>Share of calls that the fault hits, 0 to 1; drawn from seed, id and the call's number for that id. Default 1.</summary>
    public double Rate { get; init => field = value is >= 0 and <= 1 ? value : throw OutOfRange(value); } = 1;

    /// <summary>Seed of <see cref="Rate"/>. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Seconds in the Retry-After header of 429 and 503. Default 1; -1 sends none.</summary>
    [JsonPropertyName("retry_after")]
    public int RetryAfterSeconds { get; init => field = value >= -1 ? value : throw OutOfRange(value); } = 1;

    /// <summary>Content chunks sent before a fault inside a stream. Default 2.</summary>
    public int Chunks { get; init => field = NotNegative(value); } = 2;

    /// <summary>Where token counts come from. Default <see cref="TokenCounting.Rule"/>.</summary>
    public TokenCounting Tokens { get; init; }

    /// <summary>Exact prompt tokens instead of counted ones.</summary>
    public int? PromptTokens { get; init => field = NotNegative(value); }

    /// <summary>Exact completion tokens of all choices instead of counted ones; the text gets as long, up to 4,096 tokens.</summary>
    public int? CompletionTokens { get; init => field = NotNegative(value); }

    /// <summary>Tokens above the bound, for prompt and completion each. Above 0 it implies <see cref="TokenCounting.Bound"/>.</summary>
    [JsonPropertyName("overage")]
    public int OverageTokens { get; init => field = NotNegative(value); }

    /// <summary>Cached prompt tokens, shown in <c>prompt_tokens_details.cached_tokens</c>.</summary>
    [JsonPropertyName("cached")]
    public int? CachedTokens { get; init => field = NotNegative(value); }

    /// <summary>Cached prompt tokens, shown flat in <c>usage.cached_tokens</c>.</summary>
    [JsonPropertyName("cached_flat")]
    public int? FlatCachedTokens { get; init => field = NotNegative(value); }

    /// <summary>Reasoning tokens, part of the completion's, with <c>message.reasoning</c>.</summary>
    [JsonPropertyName("reasoning")]
    public int? ReasoningTokens { get; init => field = NotNegative(value); }

    /// <summary>How usage is shown. Default <see cref="UsageShape.Normal"/>.</summary>
    public UsageShape Usage { get; init; }

    /// <summary>Pads the answer's text to so many bytes, at most 256 MiB. Default 0: not padded.</summary>
    [JsonPropertyName("size")]
    public int SizeBytes { get; init => field = value is >= 0 and <= MaximumSizeBytes ? value : throw OutOfRange(value); }

    /// <summary>Finish reason instead of the right one, such as <c>eos</c>.</summary>
    [JsonPropertyName("finish")]
    public string? FinishReason { get; init; }

    /// <summary>Bills the whole answer, or nothing, whatever happens to it. Default: what was produced.</summary>
    public bool? Bill { get; init; }

    /// <summary>Name of the call in the books, of the fault's counter, and at the beginning of the answer.</summary>
    public string? Id { get; init; }

    [JsonIgnore]
    internal bool IsBound => Tokens == TokenCounting.Bound || OverageTokens > 0;

    private static int NotNegative(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw OutOfRange(value, name);

    private static int? NotNegative(int? value, [CallerMemberName] string name = "") =>
        value is null or >= 0 ? value : throw OutOfRange(value, name);

    private static ArgumentOutOfRangeException OutOfRange(object value, [CallerMemberName] string name = "") =>
        new(name, value, "It is out of range.");
}
