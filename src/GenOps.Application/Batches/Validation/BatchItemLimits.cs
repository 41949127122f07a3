namespace GenOps.Application.Batches.Validation;

/// <summary>The named limits of a line of an input file.</summary>
internal static class BatchItemLimits
{
    /// <summary>Bytes of a line without its end.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <summary>Characters of a <c>custom_id</c>.</summary>
    public const int MaxCustomIdLength = 64;

    /// <summary>Characters of a fault's message.</summary>
    public const int MaxMessageLength = 300;
}
