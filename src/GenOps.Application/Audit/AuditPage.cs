using GenOps.Core.Audit;

namespace GenOps.Application.Audit;

/// <summary>Audit rows in the order of time; <paramref name="NextCursor"/> is null on the last page.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, string? NextCursor);
