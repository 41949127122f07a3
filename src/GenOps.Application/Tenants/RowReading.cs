using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Tenants;

/// <summary>What one read found: a row, no row, or a fault.</summary>
internal sealed record RowReading<TRow>(TRow? Row, string? ETag, long SentAt, RowStoreException? Fault)
    where TRow : Row;
