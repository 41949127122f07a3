namespace GenOps.Core.Rows;

/// <summary>A row as read: <paramref name="ETag"/> names this version of it, <paramref name="Timestamp"/> is when storage wrote it, by storage's clock.</summary>
public sealed record StoredRow(Row Row, string ETag, DateTimeOffset Timestamp);
