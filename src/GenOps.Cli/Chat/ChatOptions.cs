namespace GenOps.Cli.Chat;

/// <summary>How the model is called.</summary>
internal sealed record ChatOptions
{
    public required string Model { get; init; }

    /// <summary>Most tokens of an answer; null leaves it to the tenant's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>What the model is told before the first message.</summary>
    public string? System { get; init; }

    public string? SessionId { get; init; }

    public string? Team { get; init; }

    public string? Project { get; init; }
}
