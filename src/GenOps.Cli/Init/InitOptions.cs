namespace GenOps.Cli.Init;

/// <summary>The flags of <c>init</c>.</summary>
internal sealed record InitOptions
{
    public required InitAnswers Given { get; init; }

    public required string File { get; init; }

    /// <summary>Null: the tenant's name.</summary>
    public string? Profile { get; init; }

    public bool WritesSettings { get; init; }

    public bool Replaces { get; init; }

    public bool AsksNothing { get; init; }
}
