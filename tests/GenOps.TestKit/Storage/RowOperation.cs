using GenOps.Core.Rows;

namespace GenOps.TestKit.Storage;

/// <summary>One call of a row store. <paramref name="Number"/> counts the store's calls of this kind from 0; only commits have changes.</summary>
public sealed record RowOperation(RowOperationKind Kind, int Number, string Partition, IReadOnlyList<RowChange> Changes);
