namespace GenOps.Application.Batches;

/// <summary>Names a batch in messages of the orchestration, which carry ids and counts only.</summary>
public sealed record BatchKey(string Tenant, string BatchId);
