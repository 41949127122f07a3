using GenOps.Core.Rows;

namespace GenOps.Application.Storage;

/// <summary>A page of rows. <paramref name="StorageTime"/> is storage's own clock at the answer: ages are judged by it, never by the local clock.</summary>
public sealed record RowPage(IReadOnlyList<StoredRow> Rows, string? Continuation, DateTimeOffset StorageTime);
