namespace GenOps.Application.Batches;

/// <summary>The files that a batch's results were assembled into; null where there was no such line.</summary>
public sealed record BatchFiles(string? OutputFileId, string? ErrorFileId);
