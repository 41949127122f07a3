namespace GenOps.Cli.Verify;

/// <summary>A month's books compared, and what is wrong with them.</summary>
internal sealed record Proof(MonthBooks Books, IReadOnlyList<ProofRow> Rows, IReadOnlyList<Finding> Findings)
{
    /// <summary>The whole proof's outcome: the worst of its rows.</summary>
    public Verdict Verdict => Rows.Any(static row => row.Verdict is Verdict.Differs) || Findings.Count > 0 ? Verdict.Differs
        : Rows.Any(static row => row.Verdict is Verdict.Moving) ? Verdict.Moving
        : Verdict.Holds;

    public long Entries => Books.DaysOfMonth.Sum(static day => day.Count);
}
