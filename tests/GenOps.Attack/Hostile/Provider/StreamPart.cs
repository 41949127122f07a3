namespace GenOps.Attack.Hostile.Provider;

/// <summary>One event, or one comment, of a provider's stream, and what it means.</summary>
/// <param name="Data">The event's data; of more lines when it has line feeds.</param>
internal sealed record StreamPart(string Data)
{
    /// <summary>Not an event but a comment.</summary>
    public bool IsComment { get; init; }

    /// <summary>Text that the client must see.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a choice ends here.</summary>
    public bool Finishes { get; init; }

    /// <summary>The usage that it reports; null when it reports none.</summary>
    public string? Usage { get; init; }

    /// <summary>The end of the stream.</summary>
    public bool IsDone { get; init; }

    /// <summary>An error, or no JSON: the stream is broken here.</summary>
    public bool Breaks { get; init; }
}
