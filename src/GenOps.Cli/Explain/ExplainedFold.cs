using GenOps.Cli.Books;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Explain;

/// <summary>The sums that contain entries of one day and scope.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Path">The scope that was charged.</param>
/// <param name="Holders">Open leases of the scope and day, or the batch's reservation: one of them may have paid and not be folded yet.</param>
/// <param name="Windows">Day and month of every scope on the path.</param>
/// <param name="Rollups">The roll-ups of the entries, all shares added up.</param>
/// <param name="Session">The session's shares added up; null without a session.</param>
internal sealed record ExplainedFold(
    DateOnly Day,
    string Path,
    IReadOnlyList<HolderState> Holders,
    IReadOnlyList<WindowRow> Windows,
    IReadOnlyList<(RollupKey Rollup, Tally Tally)> Rollups,
    (string SessionId, Tally Tally)? Session)
{
    /// <summary>What they settled and the windows do not contain yet, nano-dollars.</summary>
    public long UnfoldedNanoUsd => Holders.Sum(static holder => holder.UnfoldedNanoUsd);
}
