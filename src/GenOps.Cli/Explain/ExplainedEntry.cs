using GenOps.Core.Ledger;

namespace GenOps.Cli.Explain;

/// <summary>An entry and the arithmetic behind its cost; null where tokens are not what was charged.</summary>
internal sealed record ExplainedEntry(EntryRow Row, PriceArithmetic? Arithmetic);
