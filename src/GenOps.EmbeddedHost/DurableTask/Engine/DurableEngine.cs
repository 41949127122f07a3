using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// Works on the hub while this process holds its lease, and tries to get the lease while it does not. Everything that must survive is in
/// the store; what is here may be lost at any moment.
/// </summary>
internal sealed partial class DurableEngine(
    IHubStore store,
    TurnRunner turns,
    ActivityRunner activities,
    InstanceWatch watch,
    DurableOptions options,
    ChaosSetting chaos,
    Drain drain,
    TimeProvider time,
    ILogger<DurableEngine> logger)
{
    private static readonly TimeSpan AcquireInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private volatile HubSession? _session;

    /// <summary>Null while another process is the active one.</summary>
    internal HubSession? Session => _session;

    /// <exception cref="HostStartupException">The hub's storage can't be used.</exception>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.PrepareAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or HostStartupException))
        {
            throw new HostStartupException([$"The durable task hub '{options.HubName}' can't be used: {FirstLine(exception)}"], exception);
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd();

    /// <summary>Runs until the host stops and what was begun is finished, or there is no more time for it.</summary>
    internal async Task RunAsync()
    {
        while (!drain.Stopping.IsCancellationRequested)
        {
            try
            {
                await using var lease = await store.TryAcquireAsync(drain.Stopping);
                if (lease is not null)
                {
                    HubTaken(options.HubName, lease.FencingToken);
                    await WorkAsync(lease);
                    HubLeft(options.HubName, lease.FencingToken);
                    continue;
                }
            }
            catch (Exception exception) when (!drain.Stopping.IsCancellationRequested)
            {
                HubFailed(exception, options.HubName);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(AcquireInterval, time, drain.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(IHubLease lease)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, drain.Over);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, drain.Stopping);
        using var session = new HubSession(lease.FencingToken, time, watch, ended.Token);
        Task[] turnLoops =
        [
            .. Repeat(options.MaxOrchestrators, () => RunTurnsAsync(session, session.OrchestrationTurns.Reader)),
            .. Repeat(options.MaxEntities, () => RunTurnsAsync(session, session.EntityTurns.Reader)),
        ];
        Task[] fetchLoops =
        [
            .. Repeat(options.MaxActivities, () => RunActivitiesAsync(session, stopping.Token)),
            Task.Run(() => PollAsync(session, stopping.Token)),
        ];
        _session = session;
        try
        {
            await RecoverAsync(session, stopping.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // No more is fetched; what runs is finished and written down, as long as there is time.
            await Task.WhenAll(fetchLoops);
            await session.WhenIdleAsync().WaitAsync(ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _session = null;
            await stopping.CancelAsync();
            await ended.CancelAsync();
            await Task.WhenAll([.. turnLoops, .. fetchLoops]);
        }
    }

    private static IEnumerable<Task> Repeat(int count, Func<Task> loop) => Enumerable.Range(0, count).Select(_ => Task.Run(loop));

    private async Task RecoverAsync(HubSession session, CancellationToken cancellationToken)
    {
        try
        {
            var count = 0;
            await foreach (var id in store.PendingAsync(cancellationToken))
            {
                session.Recovery.Open(id);
                session.Refresh(id);
                count++;
            }

            session.Recovery.Complete();
            HubRecovered(count);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session ends before it has begun.
        }
    }

    private async Task RunTurnsAsync(HubSession session, System.Threading.Channels.ChannelReader<Instance> queue)
    {
        try
        {
            await foreach (var instance in queue.ReadAllAsync(session.Ended))
            {
                session.Finish(instance, await turns.RunAsync(session, instance));
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            // What is queued will be found in the store.
        }
    }

    private async Task RunActivitiesAsync(HubSession session, CancellationToken stopping)
    {
        try
        {
            await foreach (var work in session.Activities.Reader.ReadAllAsync(stopping))
            {
                for (var runs = chaos.Monkey?.Strikes() == true ? 2 : 1; runs > 0; runs--)
                {
                    var result = await activities.RunAsync(work, session.Ended);
                    session.Post(work.InstanceId, new Message(
                        work.OutboxId, MessageOrigin.Work, work.InstanceId, result, null, result.Result?.Length ?? 0));
                    if (stopping.IsCancellationRequested)
                    {
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host ends. An activity without a result is run again by whoever is active next.
        }
    }

    private async Task PollAsync(HubSession session, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await store.PollArrivalsAsync(stopping))
                {
                    session.Refresh(id);
                }
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                HubFailed(exception, options.HubName);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "This process works on durable task hub '{Hub}' (term {Term}).")]
    private partial void HubTaken(string hub, long term);

    [LoggerMessage(2, LogLevel.Information, "This process no longer works on durable task hub '{Hub}' (term {Term}).")]
    private partial void HubLeft(string hub, long term);

    [LoggerMessage(3, LogLevel.Error, "Durable task hub '{Hub}' failed; it is tried again.")]
    private partial void HubFailed(Exception exception, string hub);

    [LoggerMessage(4, LogLevel.Information, "{Count} pending instance(s) of the durable task hub are resumed.")]
    private partial void HubRecovered(int count);
}
