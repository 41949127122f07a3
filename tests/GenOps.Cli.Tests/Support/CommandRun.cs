namespace GenOps.Cli.Tests.Support;

/// <summary>What one run of the command line came to.</summary>
internal sealed record CommandRun(ExitCode ExitCode, string Output, string Error)
{
    /// <summary>Runs <c>genops</c> in this process.</summary>
    /// <param name="variables">The whole environment, as far as commands see it.</param>
    /// <param name="input">Standard input; null when a person could sit there and nobody asks.</param>
    /// <param name="args">The command line.</param>
    /// <param name="isInteractive">A person sits there; the input is what they type.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<CommandRun> StartAsync(
        IReadOnlyDictionary<string, string> variables,
        string? input,
        string[] args,
        bool isInteractive = false,
        CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stdin = new StringReader(input ?? "");
        var host = new CommandHost(new Terminal
        {
            Output = output,
            Error = error,
            Input = stdin,
            IsInputPiped = input is not null && !isInteractive,
            IsInteractive = isInteractive,
            Variable = name => variables.GetValueOrDefault(name),
        });
        var exitCode = await CommandLine.RunAsync(args, host, Commands.All(host), cancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
