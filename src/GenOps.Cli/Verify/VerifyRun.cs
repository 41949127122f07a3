using GenOps.Application.Storage;
using GenOps.Cli.Books;

namespace GenOps.Cli.Verify;

/// <summary>Reads, compares, prints.</summary>
internal static class VerifyRun
{
    /// <summary>Done when the books hold; failed when they do not, or when traffic kept them from being proven.</summary>
    /// <exception cref="CommandFault">Storage does not answer, or the tenant has no account there.</exception>
    public static async Task<ExitCode> RunAsync(VerifyOptions options, IRowStores stores, TextWriter output, CancellationToken cancellationToken)
    {
        var proof = Prover.Prove(await ReadAsync(options, stores, cancellationToken));
        if (options.Json)
        {
            await output.WriteLineAsync(ProofJson.Write(proof));
        }
        else
        {
            ProofTable.Write(BookConsoles.Create(output), proof);
        }

        return proof.Verdict is Verdict.Holds ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<MonthBooks> ReadAsync(VerifyOptions options, IRowStores stores, CancellationToken cancellationToken)
    {
        var month = MonthSpan.Of(options.Month, options.Month);
        try
        {
            return await new BookReader(new RowPages(stores.Accounts, options.Tenant), options.Tenant, month).ReadAsync(cancellationToken)
                ?? throw new CommandFault($"There is no tenant '{options.Tenant}' in this storage. Check --tenant and --storage.");
        }
        catch (RowStoreException exception)
        {
            throw new CommandFault($"The books can't be read: {exception.Message} Check --storage, or the setting AzureWebJobsStorage.", exception);
        }
    }
}
