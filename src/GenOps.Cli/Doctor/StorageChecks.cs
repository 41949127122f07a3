using GenOps.Application.Storage;
using GenOps.Cli.Books;
using GenOps.Cli.Up;
using GenOps.Core.Accounts;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Doctor;

/// <summary>Whether storage answers, and whether its clock and this machine's agree. Nothing is written.</summary>
internal static class StorageChecks
{
    private const string Name = "storage";
    private const string ClockName = "clock";
    private const string AnyPartition = "a";

    // As the app itself demands at its start; storage tells whole seconds, rounded down.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Check>> RunAsync(
        BookStorage storage, IConfiguration settings, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var page = await storage.Stores.Accounts.QueryAsync(AnyPartition, HeadRow.Key, HeadRow.Key + "a", 1, null, either.Token);
            return [Check.Ok(Name, $"{storage.Description} answers"), Clock(time.GetUtcNow() - page.StorageTime)];
        }
        catch (RowStoreException exception) when (BookFaults.IsEmpty(exception))
        {
            return
            [
                Check.Ok(Name, $"{storage.Description} answers; it has no tables yet, the app makes them at its start"),
                Check.Warn(ClockName, "not compared with storage's, which has no tables yet"),
            ];
        }
        catch (RowStoreException exception)
        {
            return [Unreachable(storage, settings, exception.Message)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Unreachable(storage, settings, $"no answer within {Patience.TotalSeconds:0} s")];
        }
    }

    private static Check Clock(TimeSpan skew) => skew.Duration() <= MaxSkew
        ? Check.Ok(ClockName, $"within {Math.Max(1, skew.Duration().TotalSeconds):0} s of storage's")
        : Check.Fail(ClockName, $"{skew.TotalSeconds:0} s off storage's", $"Set the clock: the app does not start beyond {MaxSkew.TotalSeconds:0} s.");

    // 'up' starts an Azurite of its own where the settings' storage does not answer; the app alone does not.
    private static Check Unreachable(BookStorage storage, IConfiguration settings, string why)
    {
        var detail = $"{storage.Description}: {why.TrimEnd('.')}";
        return IsLocal(settings[StorageDecision.ConnectionKey])
            ? Check.Warn(Name, detail, "'genops up' starts Azurite by itself; for the app alone start Azurite, or set AzureWebJobsStorage.")
            : Check.Fail(Name, detail, "Check AzureWebJobsStorage and GenOps__LedgerStorage, the network and the access rights.");
    }

    private static bool IsLocal(string? connection) =>
        string.IsNullOrWhiteSpace(connection) || connection.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);
}
