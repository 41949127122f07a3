using GenOps.Azurite;

namespace GenOps.TestKit;

/// <summary>Starts an Azurite of a test's own; all test projects share one installation under the ignored <c>.genops</c>.</summary>
public static class TestAzurite
{
    public static string InstallFolder { get; } = RepositoryRoot.Combine(".genops", "azurite");

    /// <summary>In memory unless <paramref name="dataFolder"/> is given.</summary>
    public static Task<AzuriteInstance> StartAsync(string? dataFolder = null, CancellationToken cancellationToken = default) =>
        AzuriteInstance.StartAsync(
            new AzuriteOptions { InstallFolder = InstallFolder, DataFolder = dataFolder },
            TimeProvider.System,
            cancellationToken);
}
