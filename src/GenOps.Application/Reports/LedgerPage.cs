using GenOps.Core.Ledger;

namespace GenOps.Application.Reports;

/// <summary>A page of a day's entries in the order of their ids.</summary>
/// <param name="Entries">May be short, even empty, with a cursor to go on with.</param>
/// <param name="NextCursor">Null after the last entry.</param>
/// <param name="IsClosed">
/// True once the day is over and every lease that admitted calls on it has settled. An instance that was frozen all the while can still
/// replace an entry in doubt by the call's real one.
/// </param>
public sealed record LedgerPage(IReadOnlyList<EntryRow> Entries, string? NextCursor, bool IsClosed);
