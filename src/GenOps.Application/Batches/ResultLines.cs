namespace GenOps.Application.Batches;

/// <summary>
/// The form of a chunk's results: each line is one of these two bytes, then the finished JSON line of the output or error file, then a line feed.
/// Whoever assembles the files looks at the first byte and copies the rest.
/// </summary>
public static class ResultLines
{
    /// <summary>The rest of the line belongs to the output file.</summary>
    public const byte Output = (byte)'+';

    /// <summary>The rest of the line belongs to the error file.</summary>
    public const byte Error = (byte)'-';
}
