namespace GenOps.Application.Files;

/// <summary>What became of a deletion.</summary>
public enum DeleteFileResult
{
    /// <summary>The file and its content are gone.</summary>
    Deleted,

    /// <summary>There is no such file that the caller sees.</summary>
    NotFound,

    /// <summary>A batch that has not ended reads it.</summary>
    InUse,
}
