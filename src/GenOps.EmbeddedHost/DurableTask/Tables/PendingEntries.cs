namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>The pending index in the memory of the active process, so that a turn seldom has to write it.</summary>
internal sealed class PendingEntries(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PendingEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>At the start of a tenure: others may have changed the index.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>
    /// Keeps the instance in the index from now on. True: its row is there. Else, with a task: ask again after it; without: write the row,
    /// then call <see cref="Written"/>.
    /// </summary>
    internal bool Keep(string instanceId, out Task? removing)
    {
        lock (_lock)
        {
            var entry = GetOrAdd(instanceId);
            entry.IsAtRest = false;
            removing = entry.Removing;
            return entry.IsWritten && removing is null;
        }
    }

    internal void Written(string instanceId, bool isKnown = true)
    {
        lock (_lock)
        {
            var isNew = !_entries.ContainsKey(instanceId);
            var entry = GetOrAdd(instanceId);
            entry.IsWritten = true;
            entry.IsKnown &= !isNew || isKnown;
        }
    }

    /// <summary>A message goes to the inbox, or was announced.</summary>
    internal void Expect(string instanceId, string messageId)
    {
        lock (_lock)
        {
            GetOrAdd(instanceId).Inbox.Add(messageId);
        }
    }

    /// <summary>
    /// Start-up also finds what came to rest just before the last process ended; <paramref name="isAtRest"/> lets it leave.
    /// </summary>
    internal void Loaded(string instanceId, IEnumerable<string> inbox, bool isAtRest)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(instanceId, out var entry))
            {
                entry.Inbox.UnionWith(inbox);
                if (!entry.IsKnown)
                {
                    entry.IsKnown = true;
                    entry.IsAtRest = isAtRest;
                    entry.AtRestSince = time.GetTimestamp();
                }
            }
        }
    }

    internal void Committed(string instanceId, IEnumerable<string> consumed, IEnumerable<string> added, bool isPending)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(instanceId, out var entry))
            {
                entry.Inbox.ExceptWith(consumed);
                entry.Inbox.UnionWith(added);
                entry.IsAtRest = !isPending;
                entry.AtRestSince = time.GetTimestamp();
            }
        }
    }

    /// <summary>The messages were purged.</summary>
    internal void Discarded(string instanceId, IEnumerable<string> messageIds)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(instanceId, out var entry))
            {
                entry.Inbox.ExceptWith(messageIds);
            }
        }
    }

    /// <summary>Some that have been at rest for this long; until <see cref="EndRemoval"/> nobody may rely on their rows.</summary>
    internal IReadOnlyList<string> BeginRemoval(TimeSpan restTime, int max, Task removing)
    {
        lock (_lock)
        {
            var leaving = _entries
                .Where(pair => pair.Value.CanLeave && time.GetElapsedTime(pair.Value.AtRestSince) >= restTime)
                .Take(max)
                .Select(static pair => pair.Key)
                .ToList();
            foreach (var instanceId in leaving)
            {
                _entries[instanceId].Removing = removing;
            }

            return leaving;
        }
    }

    internal void EndRemoval(IReadOnlyList<string> leaving)
    {
        lock (_lock)
        {
            foreach (var instanceId in leaving)
            {
                if (!_entries.TryGetValue(instanceId, out var entry))
                {
                    continue;
                }

                (entry.IsWritten, entry.Removing) = (false, null);
                if (entry is { IsAtRest: true, Inbox.Count: 0 })
                {
                    _entries.Remove(instanceId);
                }
            }
        }
    }

    private PendingEntry GetOrAdd(string instanceId)
    {
        if (!_entries.TryGetValue(instanceId, out var entry))
        {
            _entries[instanceId] = entry = new PendingEntry();
        }

        return entry;
    }
}
