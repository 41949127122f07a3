using System.Globalization;
using GenOps.Application.Calls;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Reads a query string; remembers the first thing wrong with it.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    /// <summary>The first thing wrong; null while all is well.</summary>
    public CallError? Error { get; private set; }

    /// <summary>A text; null when it is absent or empty.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Fail(name, $"'{name}' must stand once.");
            return null;
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>A whole number within a range, or the default.</summary>
    public long Number(string name, long absent, long min, long max)
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fail(name, $"'{name}' must be a whole number from {min} to {max}.");
        return absent;
    }

    /// <summary>A day as <c>2026-11-24</c>, or the default.</summary>
    public DateOnly Day(string name, DateOnly absent)
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        if (ReportDay.TryParse(text, out var day))
        {
            return day;
        }

        Fail(name, $"'{name}' must be a day such as 2026-11-24.");
        return absent;
    }

    /// <summary>Names joined by commas; none when it is absent.</summary>
    public IReadOnlyList<string> Names(string name, int max)
    {
        var names = Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (names.Length > max || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            Fail(name, $"'{name}' must name each value once, and at most {max} of them.");
        }

        return names;
    }

    /// <summary>Notes what is wrong, unless something was before.</summary>
    public void Fail(string name, string message) => Error ??= new CallError(ErrorCode.InvalidRequest, message) { Param = name };
}
