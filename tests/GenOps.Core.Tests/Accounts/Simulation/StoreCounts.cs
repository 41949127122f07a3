namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>What Table Storage would count.</summary>
/// <param name="Requests">One for each row that is read, query and transaction.</param>
/// <param name="Transactions">Those tried.</param>
/// <param name="Conflicts">Transactions that did not happen, since a row had changed.</param>
/// <param name="RowsWritten">Rows of transactions that happened.</param>
internal readonly record struct StoreCounts(long Requests, long Transactions, long Conflicts, long RowsWritten);
