using System.Runtime.InteropServices;

namespace GenOps.Cli.Up;

/// <summary>
/// Ctrl-C and its kin: the first signal asks for a clean stop; Ctrl-C once more, after that was offered, ends the process. One wish to
/// stop often arrives twice, from a process group and from <c>dotnet run</c> that passes it on, and must not cost the clean stop.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
    private static readonly TimeSpan OfferDelay = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _offer;
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _isOffered;

    /// <summary>Listens from now on; <paramref name="offer"/> tells the user of the quick end when the clean one takes its time.</summary>
    public StopSignals(Action offer, TimeProvider time)
    {
        Stopping = _stopping.Token;
        _offer = time.CreateTimer(_ => Offer(offer), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

        _offer.Dispose();
        _stopping.Dispose();
    }

    private void Offer(Action offer)
    {
        _isOffered = true;
        offer();
    }

    private void Receive(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_isOffered && signal.Signal == PosixSignal.SIGINT)
        {
            Environment.Exit((int)ExitCode.Interrupted);
        }

        if (!_stopping.IsCancellationRequested)
        {
            _offer.Change(OfferDelay, Timeout.InfiniteTimeSpan);
            _stopping.Cancel();
        }
    }
}
