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

    /// <summary>As above, of standard error.</summary>
    public int? ErrorWidth { get; init; }

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
        ErrorWidth = Console.IsErrorRedirected ? null : Console.WindowWidth,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Standard output for people: colours and tables that fit where it is a terminal, neither elsewhere.</summary>
    public IAnsiConsole OpenOutput() => Open(Output, Width);

    /// <summary>Standard error for people.</summary>
    public IAnsiConsole OpenError() => Open(Error, ErrorWidth);

    private static IAnsiConsole Open(TextWriter writer, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = width is null ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = width is null ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,

            // They would turn colours on where a build server is recognised, though the output is no terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width is > 0 ? width.Value : UnboundedWidth;
        return console;
    }
}
