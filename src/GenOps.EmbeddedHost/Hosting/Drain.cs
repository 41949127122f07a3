using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>
/// The time running functions get at shutdown. Of <see cref="HostOptions.ShutdownTimeout"/>, functions are asked to end after 70 %,
/// connections are cut after 80 %, and the rest belongs to the app's hosted services, which still have to write what those left.
/// </summary>
internal sealed class Drain : IDisposable
{
    private const double AskShare = 0.7;
    private const double CutShare = 0.8;

    private readonly CancellationTokenSource _ask = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private ITimer? _askTimer;
    private ITimer? _cutTimer;

    public Drain(IHostApplicationLifetime lifetime, IOptions<HostOptions> options, TimeProvider time)
    {
        _time = time;
        _timeout = options.Value.ShutdownTimeout;
        Stopping = lifetime.ApplicationStopping;
        FunctionsEnding = _ask.Token;
        Over = _cut.Token;
        _stopping = Stopping.Register(Begin);
    }

    /// <summary>Nothing new is to be started.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Running functions are asked to end.</summary>
    internal CancellationToken FunctionsEnding { get; }

    /// <summary>Nobody waits for running functions any longer.</summary>
    internal CancellationToken Over { get; }

    public void Dispose()
    {
        _stopping.Dispose();
        _askTimer?.Dispose();
        _cutTimer?.Dispose();
        _ask.Dispose();
        _cut.Dispose();
    }

    private void Begin()
    {
        _askTimer = CancelAfter(_ask, _timeout * AskShare);
        _cutTimer = CancelAfter(_cut, _timeout * CutShare);
    }

    private ITimer? CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        if (_timeout == Timeout.InfiniteTimeSpan)
        {
            return null;
        }

        return _time.CreateTimer(static state => Cancel((CancellationTokenSource)state!), source, delay, Timeout.InfiniteTimeSpan);
    }

    // The timer may be firing at the moment when the host is disposed.
    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nobody is left who would want to know.
        }
    }
}
