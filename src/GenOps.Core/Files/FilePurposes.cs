namespace GenOps.Core.Files;

/// <summary>Purposes as clients spell them.</summary>
public static class FilePurposes
{
    /// <summary>The spelling of a purpose.</summary>
    public static string NameOf(FilePurpose purpose) => purpose switch
    {
        FilePurpose.Batch => "batch",
        FilePurpose.BatchApi => "batch-api",
        FilePurpose.BatchOutput => "batch_output",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The purpose of a spelling; null when there is none.</summary>
    public static FilePurpose? Find(string? name) => name switch
    {
        "batch" => FilePurpose.Batch,
        "batch-api" => FilePurpose.BatchApi,
        "batch_output" => FilePurpose.BatchOutput,
        _ => null,
    };

    /// <summary>Whether a client may upload a file of this purpose, and a batch may read it.</summary>
    public static bool IsInput(FilePurpose? purpose) => purpose is FilePurpose.Batch or FilePurpose.BatchApi;
}
