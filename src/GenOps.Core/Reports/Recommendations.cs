using System.Globalization;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>What a day's sums suggest. Pure.</summary>
public static class Recommendations
{
    /// <summary>Parts per million of a limit from which it is near.</summary>
    public const long NearPpm = 800_000;

    /// <summary>Parts per million of a limit from which it is all but reached.</summary>
    public const long AlmostPpm = 900_000;

    /// <summary>How many times the output that answers have on average calls may allow before they are told to allow less.</summary>
    public const long MaxBoundTimes = 4;

    /// <summary>Answers from which an average says something.</summary>
    public const long MinAnswers = 20;

    // Below a cent a day nobody changes a model.
    private const long MinSavingNanoUsd = UsdText.NanoUsdPerUsd / 100;

    /// <summary>All that apply, the most pressing first.</summary>
    /// <param name="budgets">Scopes and windows with their limits.</param>
    /// <param name="byModel">Today's usage by model.</param>
    /// <param name="inForce">Today's prices.</param>
    /// <param name="isAllowed">Whether the tenant may use a model.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<Recommendation> Of(
        IReadOnlyList<ScopeBudget> budgets,
        IReadOnlyList<ModelUsage> byModel,
        IReadOnlyList<ModelPrice> inForce,
        Func<string, bool> isAllowed,
        DateTimeOffset now)
    {
        var all = new List<Recommendation>();
        all.AddRange(budgets.Where(budget => budget.UtilizationPpm >= AlmostPpm).Select(AlmostReached));
        all.AddRange(budgets.Where(budget => budget.UtilizationPpm is >= NearPpm and < AlmostPpm).Select(Near));
        all.AddRange(budgets.Select(budget => Projected(budget, now)).OfType<Recommendation>());
        all.AddRange(byModel.OrderByDescending(usage => usage.Tally.CostNanoUsd)
            .Select(usage => Cheaper(usage, inForce, isAllowed)).OfType<Recommendation>());
        if (budgets.Any(budget => budget.LimitNanoUsd is not null))
        {
            all.AddRange(byModel.Where(usage => AllowsTooMuch(usage.Tally)).Select(SmallerMaxTokens));
        }

        return all;
    }

    private static bool AllowsTooMuch(in Tally tally) =>
        tally.Operations >= MinAnswers && tally.OutputTokens > 0 && tally.OutputTokenBound >= (Int128)tally.OutputTokens * MaxBoundTimes;

    private static Recommendation SmallerMaxTokens(ModelUsage usage)
    {
        var (allowed, used) = (usage.Tally.OutputTokenBound / usage.Tally.Operations, usage.Tally.OutputTokens / usage.Tally.Operations);
        return new("smaller_max_tokens", string.Create(CultureInfo.InvariantCulture,
            $"Calls of {usage.Model} allow {allowed} tokens of output on average and use {used}. Money for all of them is held while a call runs: ")
            + "a max_tokens nearer to what the longest answers need lets more calls run at once.");
    }

    private static Recommendation AlmostReached(ScopeBudget budget) => new("limit_almost_reached",
        $"{Describe(budget)} Raise the limit, use a cheaper model, or see calls refused.");

    private static Recommendation Near(ScopeBudget budget) => new("near_limit", Describe(budget) + " Watch it.");

    private static Recommendation? Projected(ScopeBudget budget, DateTimeOffset now) =>
        budget.UtilizationPpm < 1_000_000 && Exhaustion.Project(budget, now) is { } at
            ? new("projected_exhaustion", $"At this rate the limit of {BudgetPath.Display(budget.Path)} for {budget.Window.Id} is spent at "
                + at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) + ".")
            : null;

    private static Recommendation? Cheaper(ModelUsage usage, IReadOnlyList<ModelPrice> inForce, Func<string, bool> isAllowed) =>
        usage.CheaperAmong(inForce, isAllowed) is { } cheaper && cheaper.SavingNanoUsd >= MinSavingNanoUsd
            ? new(
                "cheaper_model",
                $"{cheaper.Model.Model} is of the same size class as {usage.Model}; today's {usage.Tally.Operations} operations would have cost "
                    + $"{UsdText.Format(cheaper.SavingNanoUsd)} USD less. Try it on a part of them.",
                cheaper.SavingNanoUsd)
            : null;

    private static string Describe(ScopeBudget budget)
    {
        var permille = budget.UtilizationPpm!.Value / 1_000;
        return $"{BudgetPath.Display(budget.Path)} has spent {permille / 10}.{permille % 10} % of its limit of "
            + $"{UsdText.Format(budget.LimitNanoUsd!.Value)} USD for {budget.Window.Id}.";
    }
}
