namespace GenOps.TestKit.Storage;

/// <summary>The calls of a row store.</summary>
public enum RowOperationKind
{
    Get,
    Query,
    Commit,
}
