namespace GenOps.Azurite;

/// <summary>Azurite could not be installed, started or stopped. The message says why and what to do.</summary>
public sealed class AzuriteException : Exception
{
    internal AzuriteException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
