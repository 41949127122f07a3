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

    /// <summary>A row that no version of the app writes; its message names it.</summary>
    public static CommandFault Damaged(Exception fault) => new(
        fault is OverflowException
            ? "An amount in the books is so large that sums overflow: no app writes such a row. Look for it among the rows e|…, r|…, s|…, w|… and l|…."
            : $"A stored row is damaged: {fault.Message.TrimEnd('.')}. No app writes such a row; restore it.",
        fault);
}
