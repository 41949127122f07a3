namespace GenOps.Simulator;

/// <summary>What the simulator needs of one request. The body itself is not kept.</summary>
internal sealed class InferenceCall
{
    public const int DefaultMaxTokens = 512;

    public required InferenceEndpoint Endpoint { get; init; }

    public required SimulatorBehavior Behavior { get; set; }

    public string Model { get; set; } = "";

    public bool IsStream { get; set; }

    public bool IncludesUsage { get; set; }

    public int MaxTokens { get; set; }

    public int Choices { get; set; } = 1;

    public int BestOf { get; set; } = 1;

    /// <summary>Messages, prompts or embedding inputs.</summary>
    public int InputCount { get; set; }

    /// <summary>Raw JSON of messages, prompt or input, and of tools and response_format.</summary>
    public int InputBytes { get; set; }

    public int RuleTokens { get; set; }

    /// <summary>Made of the last user message, so that the same question gets the same answer.</summary>
    public ulong Seed { get; set; }

    public string? User { get; set; }

    public LogprobsStyle Logprobs { get; set; }

    public string? ToolName { get; set; }

    /// <summary>Tool arguments or the JSON that response_format asks for.</summary>
    public byte[]? RequiredJson { get; set; }

    public int Dimensions { get; set; } = 8;

    public bool IsBase64 { get; set; }

    /// <summary>One for each embedding input.</summary>
    public List<ulong> InputSeeds { get; } = [];

    public int Prompts => Endpoint == InferenceEndpoint.Completion ? InputCount : 1;

    public long BoundPromptTokens => InputBytes + (16L * InputCount);

    public long BoundCompletionTokens =>
        Endpoint == InferenceEndpoint.Embedding ? 0 : (long)EffectiveMaxTokens * Math.Max(Choices, BestOf) * Prompts;

    public int EffectiveMaxTokens => MaxTokens == 0 ? DefaultMaxTokens : MaxTokens;
}
