using GenOps.Application.Storage;

namespace GenOps.Cli.Books;

/// <summary>What keeps the books from being read.</summary>
internal static class BookFaults
{
    private const string TableMissing = "TableNotFound";

    public static CommandFault Unreadable(BookStorage storage, RowStoreException fault) => IsEmpty(fault)
        ? new CommandFault($"There are no books in {storage.Description}: no app has used it. Name another with --storage.", fault)
        : new CommandFault(
            $"The books can't be read from {storage.Description}: {fault.Message.TrimEnd('.')}. Check that storage runs, or name it with --storage.",
            fault,
            ExitCode.Unreachable);

    /// <summary>Whether storage answers, but has no tables yet.</summary>
    public static bool IsEmpty(RowStoreException fault) =>
        fault.Message.Contains(TableMissing, StringComparison.Ordinal) || fault.Message.Contains("table does not exist", StringComparison.Ordinal);
}
