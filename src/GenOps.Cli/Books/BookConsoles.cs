using Spectre.Console;

namespace GenOps.Cli.Books;

/// <summary>Consoles that never break an amount: a terminal keeps its width, a file or pipe has all that it needs.</summary>
internal static class BookConsoles
{
    private const int WidthOfFiles = 240;

    public static IAnsiConsole Create(TextWriter writer)
    {
        var isTerminal = writer == Console.Out && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = isTerminal ? console.Profile.Width : WidthOfFiles;
        return console;
    }
}
