namespace GenOps.Cli.Up;

/// <summary>The flags of <c>up</c>, as given.</summary>
internal sealed record UpOptions
{
    /// <summary>Port on 127.0.0.1, 0 for any free one; null when not given.</summary>
    public int? Port { get; init; }

    /// <summary><c>azurite</c>, <c>memory</c> or a connection string; null when not given.</summary>
    public string? Storage { get; init; }

    /// <summary>Use the simulator even where there is a key of the real provider.</summary>
    public bool Simulate { get; init; }

    /// <summary>Folder of keys and data.</summary>
    public required string Data { get; init; }

    /// <summary>Log what the app does, not only what goes wrong.</summary>
    public bool Verbose { get; init; }
}
