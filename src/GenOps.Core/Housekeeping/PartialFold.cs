using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Housekeeping;

/// <summary>
/// Folds shares of sums that no instance has written for a while into one row. Old rows go and the sum comes in one transaction, so sums are the
/// same before and after, whatever happens in between. An instance that still lives finds its row gone and begins a new one.
/// </summary>
public static class PartialFold
{
    /// <summary>Most shares that are folded at once; the rest follows.</summary>
    public const int MaxShares = 60;

    /// <summary>The changes for the shares of one roll-up or one session; none when there is nothing to gain.</summary>
    /// <param name="shares">All shares, the folded one too.</param>
    /// <param name="untouchedSince">Shares written later are left alone; by storage's clock.</param>
    public static IReadOnlyList<RowChange> Of(IReadOnlyList<StoredRow> shares, DateTimeOffset untouchedSince)
    {
        var folded = shares.FirstOrDefault(static share => OwnerOf(share.Row) == RollupRow.FoldedOwner);
        var old = shares
            .Where(share => OwnerOf(share.Row) != RollupRow.FoldedOwner && share.Timestamp < untouchedSince)
            .Take(MaxShares)
            .ToList();
        if (old.Count + (folded is null ? 0 : 1) < 2)
        {
            return [];
        }

        var sum = folded?.Row ?? Empty(old[0].Row);
        foreach (var share in old)
        {
            sum = Add(sum, share.Row);
        }

        return [RowChange.Put(sum, folded?.ETag), .. old.Select(static share => RowChange.Delete(share.Row, share.ETag))];
    }

    /// <summary>What shares of one sum have in common.</summary>
    public static string GroupOf(Row share) => share.RowKey[..share.RowKey.LastIndexOf('|')];

    private static string OwnerOf(Row share) => share switch
    {
        RollupRow rollup => rollup.Owner,
        SessionPartialRow session => session.Owner,
        _ => throw new ArgumentException($"{share.GetType().Name} is no share of a sum.", nameof(share)),
    };

    private static Row Empty(Row share) => share switch
    {
        RollupRow rollup => rollup with { Owner = RollupRow.FoldedOwner, Tally = default, Latency = LatencyHistogram.Empty },
        SessionPartialRow session => session with
        {
            Owner = RollupRow.FoldedOwner, ByModel = new Dictionary<string, Tally>(), Latency = LatencyHistogram.Empty,
        },
        _ => throw new ArgumentException($"{share.GetType().Name} is no share of a sum.", nameof(share)),
    };

    private static Row Add(Row sum, Row share)
    {
        if (sum is RollupRow rollup)
        {
            var other = (RollupRow)share;
            return rollup with { Tally = rollup.Tally + other.Tally, Latency = rollup.Latency.Merge(other.Latency.Counts) };
        }

        var (left, right) = ((SessionPartialRow)sum, (SessionPartialRow)share);
        var byModel = new Dictionary<string, Tally>(left.ByModel, StringComparer.Ordinal);
        foreach (var (model, tally) in right.ByModel)
        {
            byModel[model] = byModel.GetValueOrDefault(model) + tally;
        }

        return left with
        {
            ByModel = byModel,
            Latency = left.Latency.Merge(right.Latency.Counts),
            FirstAt = right.FirstAt < left.FirstAt ? right.FirstAt : left.FirstAt,
            LastAt = right.LastAt > left.LastAt ? right.LastAt : left.LastAt,
        };
    }
}
