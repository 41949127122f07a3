namespace GenOps.Cli.Verify;

/// <summary>The flags of <c>verify</c>, as given.</summary>
internal sealed record VerifyOptions
{
    /// <summary>Whose books.</summary>
    public required string Tenant { get; init; }

    /// <summary>The first day of the UTC month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Print JSON.</summary>
    public bool Json { get; init; }
}
