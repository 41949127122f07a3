namespace GenOps.Functions.Tests.Isolation;

/// <summary>What a tenant has that others might name.</summary>
internal sealed record Ids
{
    public required string Tenant { get; init; }

    public required string Key { get; init; }

    public required string ActiveSession { get; init; }

    public required string EndedSession { get; init; }

    public required string File { get; init; }

    public required string OutputFile { get; init; }

    public required string Batch { get; init; }

    /// <summary>A file whose content is still to be sent.</summary>
    public required string AwaitedFile { get; init; }

    public required string EntryCursor { get; init; }

    /// <summary>Ids that look like those of a tenant and are nobody's.</summary>
    public static Ids OfNobody { get; } = new()
    {
        Tenant = "nobody",
        Key = "0123456789abcdefghjk",
        ActiveSession = "01JDRQ4V5K8T2M3N6P7R9S0A1B",
        EndedSession = "01JDRQ4V5K8T2M3N6P7R9S0A1C",
        File = "file-01JDRQ4V5K8T2M3N6P7R9S0A1D",
        OutputFile = "file-01JDRQ4V5K8T2M3N6P7R9S0A1E",
        Batch = "batch_01JDRQ4V5K8T2M3N6P7R9S0A1F",
        AwaitedFile = "file-01JDRQ4V5K8T2M3N6P7R9S0A1H",
        EntryCursor = "e|2026-01-01|01JDRQ4V5K8T2M3N6P7R9S0A1G-1",
    };

    public IEnumerable<string> All => [Tenant, Key, ActiveSession, EndedSession, File, OutputFile, Batch, AwaitedFile, EntryCursor];
}
