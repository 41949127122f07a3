namespace GenOps.Functions.Files;

/// <summary>A client's body that is malformed, breaks off or is longer than the server takes: no fault of storage.</summary>
internal sealed class BrokenUploadException(bool isTooLarge, Exception innerException)
    : Exception("The client's body cannot be read to its end.", innerException)
{
    /// <summary>Whether it is longer than the server takes.</summary>
    public bool IsTooLarge { get; } = isTooLarge;
}
