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

        _leasesDueAt = _view.Head is null ? TimeSpan.MaxValue : _leasesDueAt;
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
            _headBackoff.Succeeded();
            ForgetExpired();
            _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
        }

        Recovered();
        Pumped(now);
    }

    /// <summary>Reports a transaction that storage refused for a conflict: it did not happen and can't happen later.</summary>
    public void Conflicted(CommitStep step, OwnerTime now)
    {
        Uncertain(step);
        if (step.Head is not null)
        {
            _headBackoff.Conflicted(now);
        }

        _refused = step;
    }

    /// <summary>Reports a transaction whose answer was lost: it may have happened or may still happen. The owner reads before it writes again.</summary>
    public void Uncertain(CommitStep step)
    {
        Take(step);
        _suspects.Add(step);
        _mustVerify = true;
        ForgetExpired();
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
            && _view.ForeignLeases!.All(stored => stored.Row is LeaseRow lease && (lease.Closed || lease.ScopesVersion >= VersionOf(window)))
            && !_view.Reservations.Any(reservation => AccountView.IsOlder(reservation, window, VersionOf(window))))
        {
            window.SeedNanoUsd = seedNanoUsd;
        }
    }

    private void AcceptLeases(ReadResult result, OwnerTime sentAt)
    {
        _mustReadLeases = false;
        _leasesReadAt = sentAt.Monotonic;
        _view.AcceptLeases(result.Leases.Where(stored => ((LeaseRow)stored.Row).Owner != _owner), result.Reservations);
        _expired.Clear();
        _expired.AddRange(_view.ForeignLeases!.Where(stored =>
            stored.Row is LeaseRow { Closed: false } && result.StorageTime - stored.Timestamp > _options.LeaseDuration));
        _leasesDueAt = _view.ForeignLeases!.Any(static stored => stored.Row is LeaseRow { Closed: false })
            ? sentAt.Monotonic + _options.LeaseDuration + StorageClockGrain
            : TimeSpan.MaxValue;
        _desk.MustLookAtWaiting |= _desk.Waiting.Count > 0;
    }

    // Some may be left: they are read again.
    private void ForgetExpired()
    {
        _leasesDueAt = _expired.Count > 0 ? TimeSpan.MinValue : _leasesDueAt;
        _expired.Clear();
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

        _suspects.RemoveAll(suspect => suspect == step
            || (suspect.Head is not null && step.Head is not null)
            || suspect.Leases.Any(old => step.Leases.Any(draft => draft.Lease == old.Lease)));
    }
}
