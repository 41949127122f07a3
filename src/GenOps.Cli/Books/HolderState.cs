using GenOps.Core.Accounts;
using GenOps.Core.Batches;

namespace GenOps.Cli.Books;

/// <summary>The money of a lease or a batch's reservation, nano-dollars.</summary>
/// <param name="RowKey">Names its row.</param>
/// <param name="Path">The scope that it was granted against.</param>
/// <param name="Day">The UTC day that its calls are charged to.</param>
/// <param name="IsOpen">False once it was closed: the windows then contain all of it.</param>
/// <param name="GrantedNanoUsd">Everything granted.</param>
/// <param name="SettledNanoUsd">Everything charged by entries.</param>
/// <param name="FoldedNanoUsd">The part of settled that the windows contain.</param>
/// <param name="InDoubtLeftNanoUsd">What closing it entered as in doubt and nothing has released.</param>
internal sealed record HolderState(
    string RowKey,
    string Path,
    DateOnly Day,
    bool IsOpen,
    long GrantedNanoUsd,
    long SettledNanoUsd,
    long FoldedNanoUsd,
    long InDoubtLeftNanoUsd)
{
    /// <summary>Settled, but not in the windows' spent yet.</summary>
    public long UnfoldedNanoUsd => SettledNanoUsd - FoldedNanoUsd;

    /// <summary>Its part of the windows' held.</summary>
    public long HeldNanoUsd => GrantedNanoUsd - FoldedNanoUsd;

    public static HolderState Of(LeaseRow row) => new(
        row.RowKey, row.Path, row.Day, !row.Closed, row.GrantedNanoUsd, row.SettledNanoUsd, row.FoldedNanoUsd, row.InDoubtLeftNanoUsd);

    public static HolderState Of(ReservationRow row) => new(
        row.RowKey, row.Path, row.Day, !row.Closed, row.GrantedNanoUsd, row.SettledNanoUsd, row.FoldedNanoUsd, InDoubtLeftNanoUsd: 0);
}
