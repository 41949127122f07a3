namespace GenOps.Azurite;

/// <summary>What Azurite needs of the machine.</summary>
public static class AzuriteRequirements
{
    /// <summary>The version of Node.js that would run it.</summary>
    /// <exception cref="AzuriteException">There is none, or it is too old; the message says what to do.</exception>
    public static Task<string> CheckNodeAsync(CancellationToken cancellationToken) => NodeProcess.EnsureNodeAsync(cancellationToken);
}
