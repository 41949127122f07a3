namespace GenOps.EmbeddedHost.Hosting;

/// <summary>
/// The host can't start, for reasons its operator can mend. Left unhandled it ends the process with exit code 1 and one line per fault
/// on standard error, without a stack trace.
/// </summary>
public sealed class HostStartupException : Exception
{
    public HostStartupException(string fault)
        : this([fault], null)
    {
    }

    public HostStartupException(IReadOnlyList<string> faults, Exception? innerException)
        : base(string.Join(Environment.NewLine, faults), innerException)
    {
        Faults = faults;
    }

    /// <summary>All that is wrong, one line each.</summary>
    public IReadOnlyList<string> Faults { get; }
}
