using System.Text.Json;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>One charge of a FOCUS file.</summary>
internal readonly record struct FocusRow(string Tenant, RollupKey Group, Tally Tally)
{
    /// <summary>
    /// False for money whose use is in doubt, its release, and corrections: they have no model and, by the specification, no quantity.
    /// </summary>
    public bool IsUsage => Group.Model is not null;

    public decimal Cost => CsvOutput.Usd(Tally.CostNanoUsd);

    public long? Tokens => IsUsage ? checked(Tally.InputTokens + Tally.OutputTokens) : null;

    public DateOnly Month => new(Group.Day.Year, Group.Day.Month, 1);

    /// <summary>Everything that usage is attributed to, as a JSON object.</summary>
    public string Tags()
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var dimension in UsageDimensions.All)
        {
            if (dimension is not (UsageDimension.Model or UsageDimension.Day) && UsageDimensions.Value(Group, dimension) is { } value)
            {
                tags[UsageDimensions.Name(dimension)] = value;
            }
        }

        return JsonSerializer.Serialize(tags);
    }
}
