namespace GenOps.Cli.Loadtest;

/// <summary>What a load test sends.</summary>
internal sealed record LoadOptions
{
    /// <summary>Calls in all.</summary>
    public required int Operations { get; init; }

    /// <summary>Calls at one time.</summary>
    public required int Workers { get; init; }

    public required string Model { get; init; }

    /// <summary>Most tokens of an answer.</summary>
    public required int MaxTokens { get; init; }

    public required string Prompt { get; init; }

    public required bool IsStream { get; init; }

    /// <summary>A prompt that most tokenizers make about so many tokens of.</summary>
    public static string PromptOf(int tokens) => string.Join(' ', Enumerable.Repeat("word", tokens));
}
