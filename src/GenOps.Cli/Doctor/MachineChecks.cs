using GenOps.Azurite;

namespace GenOps.Cli.Doctor;

/// <summary>What must be installed.</summary>
internal static class MachineChecks
{
    private const int DotnetMajor = 10;

    public static async IAsyncEnumerable<Check> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Environment.Version.Major >= DotnetMajor
            ? Check.Ok(".NET", $"{Environment.Version}")
            : Check.Fail(".NET", $"{Environment.Version}", $"Install .NET {DotnetMajor} from https://dot.net.");
        yield return await NodeAsync(cancellationToken);
    }

    // Only Azurite needs it, so storage elsewhere does without.
    private static async Task<Check> NodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Check.Ok("node", $"{await AzuriteRequirements.CheckNodeAsync(cancellationToken)}, for Azurite");
        }
        catch (AzuriteException exception)
        {
            return Check.Warn("node", exception.Message, "Without node: 'genops up --storage memory', or a storage account.");
        }
    }
}
