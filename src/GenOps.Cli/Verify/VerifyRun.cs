using GenOps.Application.Storage;
using GenOps.Cli.Books;

namespace GenOps.Cli.Verify;

/// <summary>Reads, compares, prints.</summary>
internal static class VerifyRun
{
    /// <summary>Done when the books hold; failed when they do not, or when traffic kept them from being proven.</summary>
    /// <exception cref="CommandFault">Storage does not answer, or the tenant has no account there.</exception>
    public static async Task<ExitCode> RunAsync(
        CommandContext context, BookStorage storage, string tenant, DateOnly month, CancellationToken cancellationToken)
    {
        context.Note($"Storage: {storage.Description}.");
        var proof = await ProveAsync(context, storage, tenant, MonthSpan.Of(month, month), cancellationToken);
        if (context.IsJson)
        {
            context.WriteJson(ProofJson.Of(proof));
        }
        else
        {
            ProofTable.Write(context.Screen, proof);
        }

        return proof.Verdict is Verdict.Holds ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<Proof> ProveAsync(
        CommandContext context, BookStorage storage, string tenant, MonthSpan month, CancellationToken cancellationToken)
    {
        var rows = new RowPages(storage.Stores.Accounts, tenant);
        try
        {
            return Prover.Prove(await new BookReader(rows, tenant, month, context.Terminal.Time).ReadAsync(cancellationToken)
                ?? throw new CommandFault($"There is no tenant '{tenant}' in this storage ({storage.Description}). Check --tenant and --storage."));
        }
        catch (RowStoreException exception)
        {
            throw BookFaults.Unreadable(storage, exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException)
        {
            throw BookFaults.Damaged(exception);
        }
    }
}
