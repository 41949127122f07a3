using Spectre.Console;

namespace GenOps.Cli.Up;

/// <summary>What <c>up</c> says: progress on standard error, the result on standard output, colours only on terminals.</summary>
internal sealed class UpConsole(TextWriter output, TextWriter error, bool isJson)
{
    private readonly IAnsiConsole _output = Create(output);
    private readonly IAnsiConsole _error = Create(error);

    public void Progress(string line) => _error.MarkupLineInterpolated($"[grey]{line}[/]");

    public void Fault(string line) => _error.MarkupLineInterpolated($"[red]{line}[/]");

    public void Summary(UpSummary summary)
    {
        if (isJson)
        {
            output.WriteLine(summary.Json);
            return;
        }

        _output.WriteLine();
        _output.MarkupLine("[bold]GenOps is running.[/]");
        _output.WriteLine();
        foreach (var (label, value) in summary.Rows)
        {
            _output.MarkupLineInterpolated($"  [grey]{label,-11}[/] {value}");
        }

        _output.WriteLine();
        _output.WriteLine("Try it:");
        _output.WriteLine();
        _output.MarkupLineInterpolated($"[green]{summary.Curl}[/]");
        _output.WriteLine();
        _output.WriteLine("Press Ctrl-C to stop.");
    }

    private static IAnsiConsole Create(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),

            // They would turn colours on where a build server is recognised, though the output is no terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });

        // Lines are never broken here: a key or a command must survive being copied.
        console.Profile.Width = short.MaxValue;
        return console;
    }
}
