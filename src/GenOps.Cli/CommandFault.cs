namespace GenOps.Cli;

/// <summary>A command can't go on, for a reason that its user can mend; shown as one line without a stack trace.</summary>
internal sealed class CommandFault(string message, Exception? innerException = null, ExitCode exitCode = ExitCode.Failed)
    : Exception(message, innerException)
{
    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode => exitCode;
}
