using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>Sums over roll-ups, in total and by group; groups in the order of their values.</summary>
public sealed record UsageReport(UsageQuery Query, Tally Total, IReadOnlyList<UsageRow> Rows);
