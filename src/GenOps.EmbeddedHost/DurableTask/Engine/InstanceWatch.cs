using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Tells those who wait in this process for an instance to change what it has become.</summary>
internal sealed class InstanceWatch
{
    private readonly ConcurrentDictionary<string, ImmutableList<Subscription>> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>Watches an instance until disposed.</summary>
    internal Subscription Subscribe(string instanceId)
    {
        var subscription = new Subscription(this, instanceId);
        _subscriptions.AddOrUpdate(
            instanceId,
            static (_, added) => [added],
            static (_, there, added) => there.Add(added),
            subscription);
        return subscription;
    }

    /// <param name="instanceId">Which has changed.</param>
    /// <param name="record">What it is now; null when it has come to nothing.</param>
    internal void Notify(string instanceId, InstanceRecord? record)
    {
        if (_subscriptions.TryGetValue(instanceId, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Take(record);
            }
        }
    }

    private void Remove(string instanceId, Subscription subscription)
    {
        while (_subscriptions.TryGetValue(instanceId, out var there))
        {
            var left = there.Remove(subscription);
            var isDone = left.IsEmpty
                ? _subscriptions.TryRemove(new KeyValuePair<string, ImmutableList<Subscription>>(instanceId, there))
                : _subscriptions.TryUpdate(instanceId, left, there);
            if (isDone)
            {
                return;
            }
        }
    }

    /// <summary>Keeps the last change that was not looked at yet.</summary>
    internal sealed class Subscription(InstanceWatch watch, string instanceId) : IDisposable
    {
        private readonly Channel<InstanceRecord?> _last = Channel.CreateBounded<InstanceRecord?>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        /// <summary>The next change after those already returned, or the last of several.</summary>
        internal async Task<InstanceRecord?> NextAsync(CancellationToken cancellationToken) =>
            await _last.Reader.ReadAsync(cancellationToken);

        public void Dispose() => watch.Remove(instanceId, this);

        internal void Take(InstanceRecord? record) => _last.Writer.TryWrite(record);
    }
}
