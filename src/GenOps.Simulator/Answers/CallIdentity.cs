namespace GenOps.Simulator;

/// <summary>What every answer, chunk and book entry of a call repeats.</summary>
internal sealed record CallIdentity(string RequestId, string? CallerRequestId, string? TraceParent, DateTimeOffset ReceivedAt)
{
    public long Created { get; } = ReceivedAt.ToUnixTimeSeconds();
}
