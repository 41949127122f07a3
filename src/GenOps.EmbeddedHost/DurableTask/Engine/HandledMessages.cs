using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// Ids of messages that an instance has taken in and may get again: from an instance that does not know yet, until that has cleared its
/// outbox; from a client whose request to storage is repeated, for the last few.
/// </summary>
internal sealed class HandledMessages
{
    private const int MaxRecent = 512;
    private const int MaxStoredRecent = 32;

    private readonly Dictionary<string, long> _fromPeers;
    private readonly Queue<string> _recent;

    private HandledMessages(Stored stored)
    {
        _fromPeers = stored.Peers is { } peers ? new(peers) : [];
        _recent = new(stored.Recent ?? []);
    }

    internal bool IsEmpty => _fromPeers.Count == 0;

    internal static HandledMessages Read(string? json) => new(json is null ? new Stored() : HubJson.Read<Stored>(json));

    internal bool KnowsFromPeer(string id) => _fromPeers.ContainsKey(id);

    internal bool KnowsFromClient(string id) => _recent.Contains(id);

    /// <summary>
    /// Remembers a message for as long as its sender may repeat it. <paramref name="epoch"/> is the lease it was taken in under.
    /// </summary>
    internal void AddFromPeer(string id, long epoch) => _fromPeers[id] = epoch;

    internal void AddFromClient(string id)
    {
        _recent.Enqueue(id);
        if (_recent.Count > MaxRecent)
        {
            _recent.Dequeue();
        }
    }

    internal void Forget(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            _fromPeers.Remove(id);
        }
    }

    /// <summary>Drops what was taken in under earlier leases, once everything in flight then has been delivered again.</summary>
    internal void ForgetBefore(long epoch)
    {
        foreach (var (id, taken) in _fromPeers)
        {
            if (taken < epoch)
            {
                _fromPeers.Remove(id);
            }
        }
    }

    internal string? Write() => _fromPeers.Count == 0 && _recent.Count == 0
        ? null
        : HubJson.Write(new Stored
        {
            Peers = _fromPeers.Count > 0 ? _fromPeers : null,
            Recent = _recent.Count > 0 ? [.. _recent.TakeLast(MaxStoredRecent)] : null,
        });

    private sealed record Stored
    {
        public Dictionary<string, long>? Peers { get; init; }

        public string[]? Recent { get; init; }
    }
}
