using GenOps.Core.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Batches;

/// <summary>Runs the items of one claimed reservation, some at a time.</summary>
internal sealed class ChunkRun(
    ChunkKey key, ChunkClaim claim, IReadOnlyList<ChunkItem> items, ItemCharge charge, ItemCaller caller, ChunkStop stop, TimeProvider time)
{
    private const int MaxEntries = 40;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly List<Task<ItemEnd>> _running = [];
    private readonly Dictionary<int, ReservedItem> _states = claim.Row.Items.ToDictionary(item => item.Index);
    private readonly Queue<ReservedItem> _waiting = new();
    private readonly Queue<ItemEnd> _ended = new();

    /// <summary>Takes over what a runner before left in flight: what is stored is entered, the rest is in doubt.</summary>
    public async Task RecoverAsync(StoredResults results, CancellationToken cancellationToken)
    {
        foreach (var held in claim.Row.Items.Where(item => item.State is ItemState.InFlight))
        {
            _ended.Enqueue(await results.FindAsync(key, held.Index, cancellationToken)
                ?? new ItemEnd(held.Index, ItemState.Lost, held.HeldNanoUsd == 0 ? null : charge.InDoubt(held, items[held.Index], TimeSpan.Zero)));
        }
    }

    /// <summary>Runs until nothing is left or the batch stops. False when the claim was lost.</summary>
    public async Task<bool> RunAsync(int parallel, IReadOnlyDictionary<int, int> faultsBefore, TimeSpan renewal, CancellationToken cancellationToken)
    {
        // Rules or prices that changed since can make an item dearer than what is held for it; it needs another reservation.
        foreach (var held in claim.Row.Items.Where(item => item.State is ItemState.Waiting && items[item.Index].WorstNanoUsd <= item.HeldNanoUsd))
        {
            _waiting.Enqueue(held);
        }

        try
        {
            while (true)
            {
                var starting = await StartingAsync(parallel, cancellationToken);
                var isLast = _running.Count == 0 && starting.Count == 0 && _ended.Count <= MaxEntries;
                if ((isLast || starting.Count > 0 || _ended.Count > 0 || time.GetElapsedTime(claim.WrittenAt) >= renewal)
                    && !await CommitAsync(starting, isLast))
                {
                    return false;
                }

                if (isLast)
                {
                    return true;
                }

                _running.AddRange(starting.Select(held =>
                    caller.RunAsync(key, charge, held, items[held.Index], faultsBefore.GetValueOrDefault(held.Index), stop.Token)));
                await CollectAsync(renewal < Look ? renewal : Look);
            }
        }
        finally
        {
            // Whatever is being answered is stored before anybody else may look for it.
            await ((Task)Task.WhenAll(_running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<ReservedItem>> StartingAsync(int parallel, CancellationToken cancellationToken)
    {
        var starting = new List<ReservedItem>();
        if (_waiting.Count > 0 && _running.Count < parallel && !await stop.IsStoppedAsync(claim.Row.Day, cancellationToken))
        {
            while (_running.Count + starting.Count < parallel && _waiting.TryDequeue(out var held))
            {
                starting.Add(held);
            }
        }

        return starting;
    }

    private Task<bool> CommitAsync(List<ReservedItem> starting, bool isLast)
    {
        var entries = new List<EntryRow>();
        while (entries.Count < MaxEntries && _ended.TryDequeue(out var end))
        {
            _states[end.Index] = _states[end.Index] with { State = end.State };
            if (end.Entry is { } entry)
            {
                entries.Add(entry);
            }
        }

        foreach (var held in starting)
        {
            _states[held.Index] = held with { State = ItemState.InFlight };
        }

        // Not cancelled: what was answered must be entered.
        return claim.CommitAsync([.. claim.Row.Items.Select(item => _states[item.Index])], entries, isLast, CancellationToken.None);
    }

    private async Task CollectAsync(TimeSpan patience)
    {
        if (_running.Count > 0)
        {
            await Task.WhenAny([.. _running, Task.Delay(patience, time)]);
        }

        foreach (var done in _running.Where(task => task.IsCompleted).ToList())
        {
            _ended.Enqueue(await done);
            _running.Remove(done);
        }
    }
}
