using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GenOps.Cli;

/// <summary>UTC days on the command line.</summary>
internal static class DayOption
{
    public const string Format = "yyyy-MM-dd";

    public static Option<DateOnly?> Create(string name, string description, TimeProvider time) => new(name)
    {
        Description = description, HelpName = "DAY", CustomParser = result => Parse(result, time),
    };

    public static Argument<DateOnly?> CreateArgument(string name, string description, TimeProvider time) => new(name)
    {
        Description = description, Arity = ArgumentArity.ZeroOrOne, CustomParser = result => Parse(result, time),
    };

    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    private static DateOnly? Parse(ArgumentResult result, TimeProvider time)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        switch (token.Value)
        {
            case "today":
                return Today(time);
            case "yesterday":
                return Today(time).AddDays(-1);
            default:
                if (DateOnly.TryParseExact(token.Value, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    return day;
                }

                result.AddError($"'{token.Value}' is no day: give a UTC date such as {Text(Today(time))}, 'today' or 'yesterday'.");
                return null;
        }
    }
}
