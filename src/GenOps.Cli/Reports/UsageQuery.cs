namespace GenOps.Cli.Reports;

/// <summary>What usage is asked for.</summary>
internal sealed record UsageQuery
{
    /// <summary>Null: the first of the month of <see cref="To"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Null: today.</summary>
    public DateOnly? To { get; init; }

    public required string Groups { get; init; }

    /// <summary><c>csv</c> or <c>focus</c>; null for JSON.</summary>
    public string? Format { get; init; }

    /// <summary>Null: the tenant of the key.</summary>
    public string? Tenant { get; init; }

    public string Path(TimeProvider time)
    {
        var to = To ?? DayOption.Today(time);
        var from = From ?? new DateOnly(to.Year, to.Month, 1);
        var groups = Groups == "none" ? "" : $"&group_by={Uri.EscapeDataString(Groups)}";
        var format = Format is null ? "" : $"&format={Format}";
        return $"usage?from={DayOption.Text(from)}&to={DayOption.Text(to)}{(Format == "focus" ? "" : groups)}{format}";
    }
}
