using System.CommandLine;
using System.Globalization;

namespace GenOps.Cli;

/// <summary>Numbers on the command line that have bounds.</summary>
internal static class Ranges
{
    /// <summary>Refuses a number outside; a text that is no number the parser has refused by then.</summary>
    public static Option<T> Within<T>(this Option<T> option, double least, double most)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && !(number >= least && number <= most))
            {
                result.AddError(FormattableString.Invariant($"{option.Name} is {number}; it must be {least} to {most}."));
            }
        });
        return option;
    }
}
