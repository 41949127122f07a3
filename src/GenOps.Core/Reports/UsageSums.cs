using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>Adds roll-ups up as they are read, in any order; memory grows with the groups alone.</summary>
/// <param name="query">What to add up.</param>
/// <param name="maxGroups">Groups at which adding stops.</param>
public sealed class UsageSums(UsageQuery query, int maxGroups = UsageQuery.MaxGroups)
{
    private readonly Dictionary<RollupKey, Tally> _groups = [];
    private Tally _total;

    /// <summary>True once there were more groups than allowed; the sums are then useless.</summary>
    public bool IsOverLimit { get; private set; }

    /// <summary>Adds one instance's share of a roll-up, unless the key may not see it.</summary>
    public void Add(RollupRow row)
    {
        if (IsOverLimit || !query.Pins.Sees(row.Rollup.Team, row.Rollup.Project))
        {
            return;
        }

        _total += row.Tally;
        if (query.GroupBy.Count == 0)
        {
            return;
        }

        var group = query.GroupOf(row.Rollup);
        _groups[group] = _groups.GetValueOrDefault(group) + row.Tally;
        IsOverLimit = _groups.Count > maxGroups;
    }

    /// <summary>The report of everything added.</summary>
    public UsageReport ToReport()
    {
        var rows = _groups.Select(group => new UsageRow(group.Key, group.Value)).ToArray();
        Array.Sort(rows, Compare);
        return new UsageReport(query, _total, rows);
    }

    private int Compare(UsageRow left, UsageRow right)
    {
        foreach (var dimension in query.GroupBy)
        {
            var order = string.CompareOrdinal(
                UsageDimensions.Value(left.Group, dimension), UsageDimensions.Value(right.Group, dimension));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
