using System.Runtime.CompilerServices;

namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>One process's view of a <see cref="MemoryHub"/>. What the hub holds ends with the process.</summary>
internal sealed class MemoryHubStore(MemoryHub hub, TimeProvider time) : IHubStore
{
    private const int MaxJsonChars = 2 * 1024 * 1024;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            return Task.FromResult(hub.Instances.TryGetValue(instanceId, out var found) ? found.Snapshot() : null);
        }
    }

    public Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            return Task.FromResult(hub.Instances.TryGetValue(instanceId, out var found) ? found.Record : null);
        }
    }

    public Task<bool> CommitAsync(InstanceCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var large = commit.NewHistory.FirstOrDefault(static added => added.Json.Length > MaxJsonChars);
        if (large is not null)
        {
            throw new ArgumentException($"History event {large.Sequence} has {large.Json.Length:N0} characters.", nameof(commit));
        }

        lock (hub.Gate)
        {
            var found = hub.Instances.GetValueOrDefault(commit.Record.InstanceId);
            if (found?.Record?.Version != commit.ExpectedVersion || commit.FencingToken < hub.FencingToken)
            {
                return Task.FromResult(false);
            }

            if (found is null)
            {
                hub.Instances.Add(commit.Record.InstanceId, found = new MemoryInstance());
            }

            found.Apply(commit);
            return Task.FromResult(true);
        }
    }

    public Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            if (!hub.Instances.TryGetValue(instanceId, out var found))
            {
                hub.Instances.Add(instanceId, found = new MemoryInstance());
            }

            found.Inbox[message.Id] = message;
            hub.Arrivals.Add((this, instanceId));
            return Task.CompletedTask;
        }
    }

    public Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            if (hub.Instances.TryGetValue(instanceId, out var found))
            {
                foreach (var id in messageIds)
                {
                    found.Inbox.Remove(id);
                }

                if (found is { Record: null, Inbox.Count: 0 })
                {
                    hub.Instances.Remove(instanceId);
                }
            }

            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<string> PendingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] pending;
        lock (hub.Gate)
        {
            pending = [.. hub.Instances.Where(static pair => pair.Value.IsPending).Select(static pair => pair.Key)];
        }

        foreach (var id in pending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> PollArrivalsAsync(CancellationToken cancellationToken)
    {
        lock (hub.Gate)
        {
            IReadOnlyList<string> others =
                [.. hub.Arrivals.Where(arrival => arrival.Sender != this).Select(static arrival => arrival.InstanceId).Distinct()];
            hub.Arrivals.Clear();
            return Task.FromResult(others);
        }
    }

    public async IAsyncEnumerable<InstanceRecord> QueryAsync(string? idPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        InstanceRecord[] records;
        lock (hub.Gate)
        {
            records =
            [
                .. hub.Instances.Values.Select(static found => found.Record).OfType<InstanceRecord>()
                    .Where(record => idPrefix is null || record.InstanceId.StartsWith(idPrefix, StringComparison.Ordinal)),
            ];
        }

        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }

        await Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            return Task.FromResult(hub.Instances.Remove(instanceId, out var found) && found.Record is not null);
        }
    }

    public Task<IHubLease?> TryAcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (hub.Gate)
        {
            if (hub.Holder is not null)
            {
                return Task.FromResult<IHubLease?>(null);
            }

            var lease = new MemoryHubLease(hub, ++hub.FencingToken, time);
            hub.Holder = lease;
            return Task.FromResult<IHubLease?>(lease);
        }
    }
}
