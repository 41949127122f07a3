using GenOps.Application.Storage;

namespace GenOps.Cli.Books;

/// <summary>What keeps the books from being read.</summary>
internal static class BookFaults
{
    public static CommandFault Unreadable(BookStorage storage, RowStoreException fault) => new(
        $"The books can't be read from {storage.Description}: {fault.Message.TrimEnd('.')}. Check that storage runs, or name it with --storage.",
        fault,
        ExitCode.Unreachable);
}
