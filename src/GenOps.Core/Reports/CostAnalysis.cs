using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>What a steady load costs, and what it would cost with other models. Nano-dollars.</summary>
public sealed record CostAnalysis(
    ModelPrice Model, long DailyNanoUsd, long PeriodNanoUsd, long YearlyNanoUsd, IReadOnlyList<CheaperModel> Alternatives)
{
    /// <summary>Operations a day, at most.</summary>
    public const long MaxOperationsPerDay = 1_000_000_000;

    /// <summary>Days of a period, at most.</summary>
    public const int MaxDays = 3_660;

    private const int DaysPerYear = 365;

    /// <summary>Analyses a load; null when its cost is more than can be written.</summary>
    public static CostAnalysis? Of(CostLoad load, IReadOnlyList<ModelPrice> inForce)
    {
        if (Daily(load.Model, load) is not { } daily
            || Amounts.Times(daily, load.Days) is not { } period
            || Amounts.Times(daily, DaysPerYear) is not { } yearly)
        {
            return null;
        }

        var alternatives = ModelChoice.AlternativesTo(load.Model, inForce)
            .Select(other => (Model: other, Daily: Daily(other, load)))
            .Where(other => other.Daily < daily)
            .Select(other => new CheaperModel(other.Model, other.Daily!.Value, daily - other.Daily.Value))
            .OrderByDescending(other => other.SavingNanoUsd)
            .ThenBy(other => other.Model.Model, StringComparer.Ordinal)
            .ToList();
        return new CostAnalysis(load.Model, daily, period, yearly, alternatives);
    }

    private static long? Daily(ModelPrice model, CostLoad load) => Amounts.Times(CallCost.NanoUsd(model, load.Usage), load.OperationsPerDay);
}
