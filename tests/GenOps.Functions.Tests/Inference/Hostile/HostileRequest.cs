namespace GenOps.Functions.Tests.Inference.Hostile;

/// <summary>A request that must be refused.</summary>
internal sealed record HostileRequest(string Name, string Path, byte[] Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
