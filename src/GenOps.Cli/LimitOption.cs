using System.CommandLine;

namespace GenOps.Cli;

/// <summary>How much of a long list is wanted.</summary>
internal static class LimitOption
{
    public static Option<int> Create(int standard, int most, string what)
    {
        var option = new Option<int>("--limit")
        {
            Description = $"Show at most so many {what}, 1 to {most}.", HelpName = "N", DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var limit) && (limit < 1 || limit > most))
            {
                result.AddError($"--limit is {limit}; it must be 1 to {most}.");
            }
        });
        return option;
    }
}
