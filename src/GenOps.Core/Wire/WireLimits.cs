namespace GenOps.Core.Wire;

/// <summary>The named limits of what is read from callers and providers.</summary>
public static class WireLimits
{
    /// <summary>Nesting of objects and arrays.</summary>
    public const int MaxDepth = 64;

    /// <summary>Properties at the top level of a request.</summary>
    public const int MaxProperties = 128;

    /// <summary>Bytes of the name of a top-level property of a request.</summary>
    public const int MaxPropertyNameBytes = 128;

    /// <summary>Choices an answer may have for one prompt (<c>n</c>, <c>best_of</c>).</summary>
    public const int MaxChoices = 128;

    /// <summary>Prompts or inputs in one request.</summary>
    public const int MaxPrompts = 2048;

    /// <summary>Completions one request may ask for: prompts × the larger of <c>n</c> and <c>best_of</c>.</summary>
    public const int MaxCompletions = 2048;

    /// <summary>Names in <c>metadata</c>.</summary>
    public const int MaxMetadataNames = 16;

    /// <summary>UTF-16 characters of a name in <c>metadata</c>.</summary>
    public const int MaxMetadataNameLength = 64;

    /// <summary>UTF-16 characters of a value in <c>metadata</c>.</summary>
    public const int MaxMetadataValueLength = 256;

    /// <summary>Bytes of one event of a provider's stream, and so of one of its lines.</summary>
    public const int MaxEventBytes = 1 << 20;
}
