using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>One group of a usage report. Of the key, only the grouped dimensions mean anything.</summary>
public sealed record UsageRow(RollupKey Group, Tally Tally);
