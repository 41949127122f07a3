using System.Globalization;

namespace GenOps.Functions.Reports;

/// <summary>Days in routes and queries.</summary>
internal static class ReportDay
{
    private const string Format = "yyyy-MM-dd";

    public static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
