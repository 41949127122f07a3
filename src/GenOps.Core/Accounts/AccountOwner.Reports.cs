using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <content>What came of a step.</content>
public sealed partial class AccountOwner
{
    /// <summary>Reports the rows of a read.</summary>
    public void Read(ReadStep step, ReadResult result, OwnerTime sentAt, OwnerTime now)
    {
        Take(step);
        var rows = new Dictionary<string, StoredRow?>(step.Keys.Count, StringComparer.Ordinal);
        for (var index = 0; index < step.Keys.Count; index++)
        {
            rows[step.Keys[index]] = result.Rows[index];
        }

        AcceptShared(rows, sentAt);
        if (_mustVerify)
        {
            Resolve(rows);
        }

        if (step.Leases)
        {
            AcceptLeases(result, sentAt);
        }

        for (var index = 0; index < step.Seeds.Count; index++)
        {
            var (path, window) = step.Seeds[index];
            AcceptSeed(WindowRow.KeyOf(window, path), result.Seeds[index]);
        }

        Recovered();
        Pumped(now);
    }

    /// <summary>Reports that a transaction happened, with the new ETag of each change (null for deletions).</summary>
    public void Committed(CommitStep step, IReadOnlyList<string?> eTags, OwnerTime now)
    {
        Take(step);
        if (step.Head is { } head)
        {
            _view.AcceptWrittenHead(head, eTags[0]!, step.SentAt);
            _recallSeen = head.Recall;
        }

        foreach (var window in step.Windows)
        {
            window.State.Row = window.Written;
            window.State.ETag = eTags[window.Index];
            window.State.IsKnown = true;
            window.State.SeedNanoUsd = null;
        }

        foreach (var draft in step.Leases)
        {
            draft.Lease.Accept(draft.Written, draft.Written is null ? null : eTags[draft.Index]);
            Landed(draft, step);
        }

        foreach (var (lease, written, index) in step.Late)
        {
            lease.Close(written, eTags[index]);
        }

        foreach (var partial in step.Partials)
        {
            partial.Partial.Row = partial.Written;
            partial.Partial.ETag = eTags[partial.Index];
        }

        Finish(step);
        if (step.Head is not null)
        {
            _expired.Clear();
            _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
        }

        Recovered();
        Pumped(now);
    }

    /// <summary>Reports a transaction that conflicted or whose answer was lost. The owner reads before it writes again.</summary>
    public void Uncertain(CommitStep step)
    {
        Take(step);
        _suspects.Add(step);
        _mustVerify = true;
        _expired.Clear();
        _view.Invalidate();
        _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
    }

    /// <summary>Reports a step that storage refused: nothing happened. After the second failure in a row the waiting calls are refused.</summary>
    public void Failed(OwnerStep step, OwnerTime now)
    {
        Take(step);
        _failures++;
        foreach (var draft in (step as CommitStep)?.Leases ?? [])
        {
            draft.Lease.ReturningNanoUsd = Outstanding(draft.Lease);
        }

        _backoffUntil = now.Monotonic + TimeSpan.FromMilliseconds(Math.Min(2_000, 25 << Math.Min(_failures, 8)));
        _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
        if (_failures > 1)
        {
            _desk.RefuseAll(RefusalKind.LedgerUnavailable);
        }
    }

    private long Outstanding(HeldLease lease) => _suspects
        .SelectMany(suspect => suspect.Leases)
        .Where(draft => draft.Lease == lease)
        .Select(draft => Math.Max(0, -draft.PlannedChangeNanoUsd))
        .DefaultIfEmpty(0)
        .Max();

    private void Take(OwnerStep step)
    {
        if (!ReferenceEquals(_out, step))
        {
            throw new InvalidOperationException("Only the step that is out can be reported.");
        }

        _out = null;
    }

    private void Recovered()
    {
        _failures = 0;
        _backoffUntil = TimeSpan.MinValue;
    }

    private void AcceptShared(Dictionary<string, StoredRow?> rows, OwnerTime sentAt)
    {
        if (rows.TryGetValue(HeadRow.Key, out var head))
        {
            _view.AcceptHead(head, sentAt.Monotonic);
            _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
        }

        if (rows.TryGetValue(LimitsRow.Key, out var limits))
        {
            _view.AcceptLimits((LimitsRow?)limits?.Row);
        }

        foreach (var (key, stored) in rows)
        {
            _view.AcceptWindow(key, stored);
            _book.Accept(key, stored);
        }

        var isRecalled = _view.Head is { } known && known.Recall != _recallSeen;
        _recallSeen = _view.Head?.Recall ?? 0;
        if (isRecalled || !_view.AreLimitsCurrent)
        {
            foreach (var lease in _desk.Leases)
            {
                lease.IsRecalled = lease.AvailableNanoUsd > 0;
            }
        }
    }

    private void AcceptSeed(string windowKey, long seedNanoUsd)
    {
        if (_view.Find(windowKey) is { IsKnown: true } window
            && _view.ForeignLeases!.All(stored => stored.Row is LeaseRow lease && (lease.Closed || lease.ScopesVersion >= VersionOf(window))))
        {
            window.SeedNanoUsd = seedNanoUsd;
        }
    }

    private void AcceptLeases(ReadResult result, OwnerTime sentAt)
    {
        _mustReadLeases = false;
        _leasesReadAt = sentAt.Monotonic;
        _view.AcceptLeases(result.Leases.Where(stored => ((LeaseRow)stored.Row).Owner != _owner));
        _expired.Clear();
        _expired.AddRange(_view.ForeignLeases!.Where(stored =>
            stored.Row is LeaseRow { Closed: false } && result.StorageTime - stored.Timestamp > _options.LeaseDuration));
        _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
    }

    private ReadStep Verification()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { HeadRow.Key, LimitsRow.Key };
        foreach (var suspect in _suspects)
        {
            keys.UnionWith(suspect.Leases.Select(draft => LeaseRow.KeyOf(draft.Lease.LeaseId)));
            keys.UnionWith(suspect.Late.Select(late => LeaseRow.KeyOf(late.Lease.LeaseId)));
            keys.UnionWith(suspect.Partials.Select(partial => partial.Partial.Empty.RowKey));
            keys.UnionWith(suspect.Windows.Select(window => window.State.Key));
        }

        return new ReadStep { Keys = [.. keys] };
    }

    /// <summary>Learns from the leases' sequence numbers which uncertain transactions happened.</summary>
    private void Resolve(Dictionary<string, StoredRow?> rows)
    {
        _mustVerify = false;
        var landed = _suspects.Where(suspect => HasLanded(suspect, rows)).ToList();
        foreach (var lease in _suspects.SelectMany(suspect => suspect.Leases.Select(draft => draft.Lease)).Distinct().ToList())
        {
            AcceptOwn(lease, rows[LeaseRow.KeyOf(lease.LeaseId)], landed);
        }

        foreach (var late in _suspects.SelectMany(suspect => suspect.Late).Select(late => late.Lease).Distinct().ToList())
        {
            var stored = rows[LeaseRow.KeyOf(late.LeaseId)];
            late.Close((LeaseRow?)stored?.Row, stored?.ETag);
        }

        foreach (var suspect in landed)
        {
            foreach (var draft in suspect.Leases)
            {
                Landed(draft, suspect);
            }

            Finish(suspect);
        }

        // What wrote no lease cannot be told apart later, and repeating it is harmless or impossible.
        _suspects.RemoveAll(suspect => suspect.Leases.Count == 0 && suspect.Late.Count == 0);
    }

    private static bool HasLanded(CommitStep suspect, Dictionary<string, StoredRow?> rows)
    {
        if (suspect.Leases.Count > 0)
        {
            var draft = suspect.Leases[0];
            var row = (LeaseRow?)rows[LeaseRow.KeyOf(draft.Lease.LeaseId)]?.Row;
            return row is null ? draft.Written is null : row.Seq == suspect.Seq;
        }

        if (suspect.Late.Count > 0)
        {
            return ((LeaseRow?)rows[LeaseRow.KeyOf(suspect.Late[0].Lease.LeaseId)]?.Row)?.Seq == suspect.Seq;
        }

        return suspect.Partials.Count > 0
            && suspect.Partials.All(partial => Equals(rows[partial.Partial.Empty.RowKey]?.Row, partial.Written));
    }

    private static void AcceptOwn(HeldLease lease, StoredRow? stored, List<CommitStep> landed)
    {
        var row = (LeaseRow?)stored?.Row;
        var wasDeleted = landed.Any(step => step.Leases.Any(draft => draft.Lease == lease && draft.Written is null));
        if (row is { Closed: true } || (row is null && lease.Row is not null && !wasDeleted))
        {
            lease.Close(row, stored?.ETag);
        }
        else
        {
            lease.Accept(row, stored?.ETag);
        }
    }

    private void Landed(LeaseDraft draft, CommitStep step)
    {
        var lease = draft.Lease;
        lease.ReturningNanoUsd = 0;
        lease.RenewedAt = step.SentAt > lease.RenewedAt ? step.SentAt : lease.RenewedAt;
        if (draft.Written is null)
        {
            _desk.Remove(lease);
            return;
        }

        if (draft.Folds)
        {
            lease.IsRecalled &= !draft.Returns;
            lease.LearnRoom(draft.Lease.Windows.Min(window => RoomOf(window)));
        }
    }

    private long RoomOf(WindowState window) => _view.Limits?.Find(window.Path)?.LimitFor(window.Window) is { } limit
        ? limit - (window.Row?.SpentNanoUsd ?? 0) - (window.Row?.HeldNanoUsd ?? 0)
        : long.MaxValue;

    private void Finish(CommitStep step)
    {
        foreach (var settlement in step.Settlements.Where(settlement => !settlement.IsDurable))
        {
            settlement.IsDurable = true;
            settlement.Hold.HeldBy.QueuedSettlements--;
            _notices.Add(settlement);
        }

        _queue.RemoveAll(settlement => settlement.IsDurable);
        foreach (var (key, count) in step.Refusals)
        {
            _book.Written(key, count);
        }

        _suspects.RemoveAll(suspect => suspect == step || suspect.Leases.Any(old => step.Leases.Any(draft => draft.Lease == old.Lease)));
    }
}
