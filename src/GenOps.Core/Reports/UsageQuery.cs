using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>Which roll-ups to add up, and by what.</summary>
public sealed class UsageQuery
{
    /// <summary>Days of a query, both ends included.</summary>
    public const int MaxDays = 366;

    /// <summary>Groups of an answer; more is refused, so that memory stays bounded.</summary>
    public const int MaxGroups = 50_000;

    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    private readonly bool[] _isGrouped = new bool[UsageDimensions.All.Count];

    /// <summary>A query; <see cref="Fault"/> says beforehand whether it is sound.</summary>
    public UsageQuery(DateOnly from, DateOnly to, IReadOnlyList<UsageDimension> groupBy, Pins pins)
    {
        if (Fault(from, to) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        (From, To, GroupBy, Pins) = (from, to, groupBy, pins);
        foreach (var dimension in groupBy)
        {
            _isGrouped[(int)dimension] = true;
        }
    }

    /// <summary>First day.</summary>
    public DateOnly From { get; }

    /// <summary>Last day.</summary>
    public DateOnly To { get; }

    /// <summary>What to group by, in the order of the answer's columns; none gives totals alone.</summary>
    public IReadOnlyList<UsageDimension> GroupBy { get; }

    /// <summary>What the asking key sees.</summary>
    public Pins Pins { get; }

    /// <summary>What is wrong with a range of days; null when nothing is.</summary>
    public static string? Fault(DateOnly from, DateOnly to) =>
        from.Year < FirstYear || to.Year > LastYear ? $"Days must lie in the years {FirstYear} to {LastYear}."
        : to < from ? "'from' must not be after 'to'."
        : to.DayNumber - from.DayNumber >= MaxDays
            ? $"A query spans at most {MaxDays} days; this one spans {to.DayNumber - from.DayNumber + 1}."
        : null;

    /// <summary>The group of a roll-up: its key with nothing but the grouped dimensions.</summary>
    public RollupKey GroupOf(RollupKey key) => new(
        Is(UsageDimension.Day) ? key.Day : default,
        Is(UsageDimension.Team) ? key.Team : null,
        Is(UsageDimension.Project) ? key.Project : null,
        Is(UsageDimension.Model) ? key.Model : null,
        Is(UsageDimension.Customer) ? key.Customer : null,
        Is(UsageDimension.CostCenter) ? key.CostCenter : null,
        Is(UsageDimension.Environment) ? key.Environment : null,
        Is(UsageDimension.Feature) ? key.Feature : null);

    private bool Is(UsageDimension dimension) => _isGrouped[(int)dimension];
}
