using System.CommandLine;

namespace GenOps.Cli;

/// <summary>How much of a long list is wanted.</summary>
internal static class LimitOption
{
    public static Option<int> Create(int standard, int most, string what) => new Option<int>("--limit")
    {
        Description = $"Show at most so many {what}, 1 to {most}.", HelpName = "N", DefaultValueFactory = _ => standard,
    }.Within(1, most);
}
