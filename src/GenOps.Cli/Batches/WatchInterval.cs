using System.CommandLine;

namespace GenOps.Cli.Batches;

/// <summary>How often a watched batch is looked at.</summary>
internal static class WatchInterval
{
    private const double Default = 1;
    private const double Least = 0.05;
    private const double Most = 3600;

    public static Option<double> Create() => new Option<double>("--interval")
    {
        Description = "Seconds between two looks while watching, 0.05 to 3600.", HelpName = "SECONDS", DefaultValueFactory = static _ => Default,
    }.Within(Least, Most);

    public static TimeSpan Of(CommandContext context, Option<double> option) => TimeSpan.FromSeconds(context.Parsed.GetRequiredValue(option));
}
