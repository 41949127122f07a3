using System.CommandLine;

namespace GenOps.Cli;

/// <summary>What commands are made with: the terminal they speak to and the options they share.</summary>
internal sealed class CommandHost(Terminal terminal)
{
    public Terminal Terminal => terminal;

    public GlobalOptions Options { get; } = new();

    /// <summary>A command that talks to the app.</summary>
    /// <param name="name">What the user types.</param>
    /// <param name="description">One line; it stands in the list of commands too.</param>
    /// <param name="examples">Command lines for its help.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="run">What it does; null when it only holds other commands.</param>
    public Command Command(
        string name,
        string description,
        string[] examples,
        Symbol[] symbols,
        Func<CommandContext, CancellationToken, Task<ExitCode>>? run = null)
    {
        var command = new DocumentedCommand(name, description, examples);
        foreach (var symbol in symbols)
        {
            Add(command, symbol);
        }

        if (run is not null)
        {
            command.SetAction(async (parsed, cancellationToken) =>
            {
                using var context = new CommandContext(parsed, this);
                return (int)await run(context, cancellationToken);
            });
        }

        return command;
    }

    private static void Add(Command command, Symbol symbol)
    {
        switch (symbol)
        {
            case Option option:
                command.Add(option);
                break;
            case Argument argument:
                command.Add(argument);
                break;
            case Command child:
                command.Add(child);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(symbol), symbol, "Not a symbol of a command.");
        }
    }
}
