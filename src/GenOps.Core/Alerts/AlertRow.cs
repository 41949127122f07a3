using System.Globalization;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;

namespace GenOps.Core.Alerts;

/// <summary>Marks that a scope's window has reached a threshold: whoever inserts it tells, nobody else does.</summary>
public sealed record AlertRow(BudgetWindow Window, string Path, int ThresholdPpm, string AlertId, DateTimeOffset At) : Row
{
    /// <summary>Prefix of all marks; they sort by window.</summary>
    public const string Prefix = "t|";

    /// <inheritdoc/>
    public override string RowKey => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Window.Id}|{Path}|{ThresholdPpm:D9}");

    /// <summary>The key before which lie all marks of windows that began before a day.</summary>
    public static string KeyBefore(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy-MM-dd}");
}
