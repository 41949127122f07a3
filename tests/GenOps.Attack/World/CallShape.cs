namespace GenOps.Attack.World;

/// <summary>One call as an attack wants it made.</summary>
internal sealed record CallShape
{
    public const string Small = "openai/gpt-oss-20b";
    public const string Large = "openai/gpt-oss-120b";

    public string Model { get; init; } = Small;

    public int MaxTokens { get; init; } = 50;

    public bool Stream { get; init; }

    /// <summary>What the simulator is told, without brackets, such as <c>tokens=bound,latency=20</c>.</summary>
    public string Marker { get; init; } = "";

    public string? Team { get; init; }

    public string? Project { get; init; }

    public string? SessionId { get; init; }

    /// <summary>A repeated key needs the same <see cref="User"/>, since that stands in the body.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Marks the call in the books; null gives it a mark of its own.</summary>
    public string? User { get; init; }

    /// <summary>Models to try after a failure, joined by commas.</summary>
    public string? FallbackModels { get; init; }

    /// <summary>The client rests this long after each piece that it reads.</summary>
    public TimeSpan RestsBetweenReads { get; init; }

    /// <summary>The client goes away after this; null stays.</summary>
    public TimeSpan? LeavesAfter { get; init; }
}
