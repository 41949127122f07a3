using System.Diagnostics;
using System.Globalization;
using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>Names and values of <see cref="UsageDimension"/>s.</summary>
public static class UsageDimensions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<UsageDimension> All { get; } = Enum.GetValues<UsageDimension>();

    /// <summary>The name as queries and answers spell it.</summary>
    public static string Name(UsageDimension dimension) => dimension switch
    {
        UsageDimension.Team => "team",
        UsageDimension.Project => "project",
        UsageDimension.Model => "model",
        UsageDimension.Customer => "customer",
        UsageDimension.CostCenter => "cost_center",
        UsageDimension.Environment => "environment",
        UsageDimension.Feature => "feature",
        UsageDimension.Day => "day",
        _ => throw new UnreachableException(),
    };

    /// <summary>The dimension of a name; null when there is none.</summary>
    public static UsageDimension? Find(string name)
    {
        foreach (var dimension in All)
        {
            if (Name(dimension) == name)
            {
                return dimension;
            }
        }

        return null;
    }

    /// <summary>A roll-up's value; null when it has none.</summary>
    public static string? Value(RollupKey key, UsageDimension dimension) => dimension switch
    {
        UsageDimension.Team => key.Team,
        UsageDimension.Project => key.Project,
        UsageDimension.Model => key.Model,
        UsageDimension.Customer => key.Customer,
        UsageDimension.CostCenter => key.CostCenter,
        UsageDimension.Environment => key.Environment,
        UsageDimension.Feature => key.Feature,
        UsageDimension.Day => key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new UnreachableException(),
    };
}
