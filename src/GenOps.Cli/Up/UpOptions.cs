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

    /// <summary>The admin key that the app is to have; null when not given.</summary>
    public string? AdminKey { get; init; }

    /// <summary>Tell the result as JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>Log what the app does, not only what goes wrong.</summary>
    public bool Verbose { get; init; }

    // A record prints its members, and keys are for nobody's eyes.
    public override string ToString() => $"port {Port}, simulate {Simulate}, data {Data}, JSON {IsJson}, verbose {Verbose}";
}
