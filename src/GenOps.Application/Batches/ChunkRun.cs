using GenOps.Application.Rates;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Batches;

/// <summary>Runs the items of one claimed reservation, some at a time.</summary>
internal sealed class ChunkRun(
    ChunkKey key,
    ChunkClaim claim,
    IReadOnlyList<ChunkItem> items,
    ItemCharge charge,
    ItemCaller caller,
    ItemPermits permits,
    StoredResults results,
    ChunkStop stop,
    TimeProvider time)
{
    private const int MaxEntries = 40;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Calls that began together end together, nearly: those that end within this are stored and entered with the first.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(4);

    // A run is one piece of work of the host, which has a time limit: one that only waits is ended and begun anew.
    private static readonly TimeSpan LongestHeldUp = TimeSpan.FromSeconds(60);

    private readonly long _startedAt = time.GetTimestamp();
    private readonly List<(ReservedItem Held, ChunkItem Item, RatePermit? Rates)> _starting = [];
    private readonly List<Task<ItemResult>> _running = [];
    private readonly Dictionary<int, ReservedItem> _states = claim.Row.Items.ToDictionary(item => item.Index);
    private readonly Queue<ReservedItem> _waiting = new();
    private readonly Queue<ItemEnd> _ended = new();

    /// <summary>Whether it ended with items that the tenant's rates do not let start yet.</summary>
    public bool IsHeldUp { get; private set; }

    /// <summary>Takes over what a runner before left in flight: what is stored is entered, the rest is in doubt.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var left = claim.Row.Items.Where(item => item.State is ItemState.InFlight).ToList();
        if (left.Count == 0)
        {
            return;
        }

        var stored = await results.ReadAsync(key, cancellationToken);
        foreach (var held in left)
        {
            _ended.Enqueue(stored.GetValueOrDefault(held.Index)?.End
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
                await TakeStartingAsync(parallel, cancellationToken);
                var isIdle = _running.Count == 0 && _starting.Count == 0;
                IsHeldUp = isIdle && _waiting.Count > 0 && !stop.Token.IsCancellationRequested;
                var isLast = isIdle && _ended.Count <= MaxEntries && (!IsHeldUp || time.GetElapsedTime(_startedAt) >= LongestHeldUp);
                if ((isLast || _starting.Count > 0 || _ended.Count > 0 || time.GetElapsedTime(claim.WrittenAt) >= renewal)
                    && !await CommitAsync(isLast))
                {
                    return false;
                }

                if (isLast)
                {
                    return true;
                }

                _running.AddRange(_starting.Select(next => SendAsync(next.Held, next.Item, next.Rates, faultsBefore.GetValueOrDefault(next.Held.Index))));
                _starting.Clear();
                if (IsHeldUp)
                {
                    await permits.HeldUpAsync(cancellationToken);
                }

                await CollectAsync(TimeSpan.FromTicks(Math.Min(permits.Wait.Ticks, Math.Min(renewal.Ticks, Look.Ticks))));
            }
        }
        finally
        {
            // Whatever is being answered is stored before anybody else may look for it.
            await ((Task)Task.WhenAll(_running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _starting.ForEach(static next => next.Rates?.Return());
            await StoreAsync([.. _running.Where(static task => task.IsCompletedSuccessfully)]);
        }
    }

    // One at a time, so that calls that ask meanwhile have their turn.
    private async Task TakeStartingAsync(int parallel, CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0 || _running.Count >= parallel || await stop.IsStoppedAsync(claim.Row.Day, cancellationToken))
        {
            return;
        }

        while (_running.Count + _starting.Count < parallel
            && _waiting.TryPeek(out var held)
            && await permits.TakeAsync(items[held.Index], cancellationToken) is { } permit)
        {
            _waiting.Dequeue();
            var item = items[held.Index];
            _starting.Add((held, permit.Fault is null ? item : item with { Fault = permit.Fault }, permit.Rates));
        }

        if (_starting.Count > 0)
        {
            await permits.StartedAsync(cancellationToken);
        }
    }

    private async Task<ItemResult> SendAsync(ReservedItem held, ChunkItem item, RatePermit? taken, int faultsBefore)
    {
        try
        {
            return await caller.RunAsync(charge, held, item, faultsBefore, stop.Token);
        }
        finally
        {
            taken?.End();
        }
    }

    private Task<bool> CommitAsync(bool isLast)
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

        foreach (var (held, _, _) in _starting)
        {
            _states[held.Index] = held with { State = ItemState.InFlight };
        }

        // Not cancelled: what was answered must be entered.
        return claim.CommitAsync([.. claim.Row.Items.Select(item => _states[item.Index])], entries, isLast, CancellationToken.None);
    }

    private async Task CollectAsync(TimeSpan patience)
    {
        if (_running.Count > 0 || IsHeldUp)
        {
            await Task.WhenAny([.. _running, Task.Delay(patience, time)]);
            await Task.WhenAny(Task.WhenAll(_running), Task.Delay(Gathering, time));
        }

        var done = _running.Where(static task => task.IsCompleted).ToList();
        foreach (var result in await StoreAsync(done))
        {
            _ended.Enqueue(result.End);
        }

        if (_running.RemoveAll(done.Contains) > 0)
        {
            permits.CallEnded();
        }
    }

    private async Task<ItemResult[]> StoreAsync(IReadOnlyList<Task<ItemResult>> done)
    {
        var ended = await Task.WhenAll(done);
        await results.PutAsync(key, [.. ended.Where(static result => result.End.State is not ItemState.Waiting)]);
        return ended;
    }
}
