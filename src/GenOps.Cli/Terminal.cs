using Spectre.Console;

namespace GenOps.Cli;

/// <summary>All that a command touches of the machine it runs on, so that tests can stand in its place.</summary>
internal sealed class Terminal
{
    // Where no terminal breaks lines, none is broken: what is piped must survive being read by a program.
    private const int UnboundedWidth = short.MaxValue;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    /// <summary>A person sits at input and output, so that questions can be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Input comes from a pipe or a file.</summary>
    public bool IsInputPiped { get; init; }

    /// <summary>Columns of the terminal; null when output goes to a pipe or a file.</summary>
    public int? Width { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
        IsInputPiped = Console.IsInputRedirected,
        Width = Console.IsOutputRedirected ? null : Console.WindowWidth,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Writes with colours and tables where the writer is a terminal, without colours elsewhere.</summary>
    public IAnsiConsole OpenConsole(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),

            // They would turn colours on where a build server is recognised, though the output is no terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Width is > 0 and var width ? width : UnboundedWidth;
        return console;
    }
}
