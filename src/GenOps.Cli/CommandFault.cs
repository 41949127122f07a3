namespace GenOps.Cli;

/// <summary>A command can't go on, for a reason that its user can mend; shown as one line without a stack trace.</summary>
internal sealed class CommandFault(string message, Exception? innerException = null) : Exception(message, innerException);
