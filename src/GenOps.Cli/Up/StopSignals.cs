using System.Runtime.InteropServices;

namespace GenOps.Cli.Up;

/// <summary>Ctrl-C and its kin: the first asks for a clean stop, the second ends the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _received;

    public StopSignals()
    {
        Stopping = _stopping.Token;
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Receive))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stopping { get; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
    }

    private void Receive(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            Environment.Exit((int)ExitCode.Interrupted);
        }

        _stopping.Cancel();
    }
}
