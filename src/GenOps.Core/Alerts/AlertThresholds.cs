using GenOps.Core.Accounts;

namespace GenOps.Core.Alerts;

/// <summary>The thresholds of one window in nano-dollars, lowest first. Pure.</summary>
public readonly record struct AlertThresholds
{
    private const long Million = 1_000_000;

    private readonly IReadOnlyList<int> _thresholdsPpm;
    private readonly long _limitNanoUsd;

    /// <summary>The thresholds of a limit above 0.</summary>
    public AlertThresholds(IReadOnlyList<int> thresholdsPpm, long limitNanoUsd) => (_thresholdsPpm, _limitNanoUsd) = (thresholdsPpm, limitNanoUsd);

    /// <summary>Whether these are still the rules.</summary>
    public bool AreOf(IReadOnlyList<int> thresholdsPpm, long limitNanoUsd) =>
        limitNanoUsd == _limitNanoUsd && (ReferenceEquals(thresholdsPpm, _thresholdsPpm) || thresholdsPpm.SequenceEqual(_thresholdsPpm));

    /// <summary>The thresholds that an amount has reached and that are above what was looked at before.</summary>
    public IEnumerable<int> Reached(long seenNanoUsd, BudgetState budget)
    {
        var thresholds = this;
        return _thresholdsPpm.Where(ppm => thresholds.AmountOf(ppm) > seenNanoUsd && thresholds.AmountOf(ppm) <= budget.SpentNanoUsd);
    }

    /// <summary>The first amount above this one at which there is something to tell.</summary>
    public long NextAfter(long spentNanoUsd)
    {
        var next = long.MaxValue;
        foreach (var ppm in _thresholdsPpm)
        {
            var amount = AmountOf(ppm);
            next = amount > spentNanoUsd && amount < next ? amount : next;
        }

        return next;
    }

    private long AmountOf(int ppm) => (long)Int128.Min(long.MaxValue, (((Int128)_limitNanoUsd * ppm) + Million - 1) / Million);
}
