using GenOps.Core.Rows;

namespace GenOps.Application.Storage;

/// <summary>A page of rows. <paramref name="StorageTime"/> is storage's own clock at the answer: ages are judged by it, never by the local clock.</summary>
/// <remarks>
/// Storage tells the time in whole seconds, rounded down, but stamps rows more finely: a row just written can seem up to a second younger than now.
/// Ages are therefore never judged too high by this.
/// </remarks>
public sealed record RowPage(IReadOnlyList<StoredRow> Rows, string? Continuation, DateTimeOffset StorageTime);
