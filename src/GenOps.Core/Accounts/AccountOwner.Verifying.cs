using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <content>Finding out what became of transactions whose outcome is not known.</content>
public sealed partial class AccountOwner
{
    private ReadStep Verification()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { HeadRow.Key, LimitsRow.Key };
        foreach (var suspect in _suspects)
        {
            keys.UnionWith(suspect.Leases.Select(draft => LeaseRow.KeyOf(draft.Lease.LeaseId)));
            keys.UnionWith(suspect.Late.Select(late => LeaseRow.KeyOf(late.Lease.LeaseId)));
            keys.UnionWith(suspect.Partials.Select(partial => partial.Partial.Empty.RowKey));
            keys.UnionWith(suspect.Windows.Select(window => window.State.Key));
            keys.UnionWith(Extras(suspect).Select(extra => extra.Change.Row.RowKey));
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

        LeaveLostExtrasOut(rows);

        // A transaction on a row that has changed since can't happen any more. One that wrote no lease can't be told apart later; repeating it is
        // harmless or impossible.
        _suspects.RemoveAll(suspect => suspect == _refused
            || (suspect.Head is not null && suspect.HeadETag != _view.HeadETag)
            || suspect.Leases.Any(draft => draft.Lease.IsClosed)
            || (suspect.Leases.Count == 0 && suspect.Late.Count == 0));
        _refused = null;
        foreach (var lease in _desk.Leases)
        {
            lease.ReturningNanoUsd = Outstanding(lease);
        }
    }

    // With it no transaction could ever happen, and every other charge would wait with this one.
    private void LeaveLostExtrasOut(Dictionary<string, StoredRow?> rows)
    {
        foreach (var (settlement, change) in _suspects.SelectMany(Extras).ToList())
        {
            if (rows[change.Row.RowKey]?.ETag != change.ETag)
            {
                settlement.Extra = null;
            }
        }
    }

    private static IEnumerable<(Settlement Settlement, RowChange Change)> Extras(CommitStep step) =>
        from settlement in step.Settlements
        where !settlement.IsDurable && settlement.Extra is not null
        select (settlement, settlement.Extra!.Value);

    private static bool HasLanded(CommitStep suspect, Dictionary<string, StoredRow?> rows)
    {
        if (suspect.Leases.Count > 0)
        {
            // All of them: a row that is gone may have been deleted by an older transaction.
            return suspect.Leases.All(draft => ((LeaseRow?)rows[LeaseRow.KeyOf(draft.Lease.LeaseId)]?.Row)?.Seq == draft.Written?.Seq);
        }

        if (suspect.Late.Count > 0)
        {
            return ((LeaseRow?)rows[LeaseRow.KeyOf(suspect.Late[0].Lease.LeaseId)]?.Row)?.Seq == suspect.Seq;
        }

        // Shares of sessions hold no value that can be compared; whatever writes one writes a roll-up too.
        var rollups = suspect.Partials.Where(static partial => partial.Written is RollupRow).ToList();
        return rollups.Count > 0 && rollups.TrueForAll(partial => Equals(rows[partial.Partial.Empty.RowKey]?.Row, partial.Written));
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

    private long Outstanding(HeldLease lease) => _suspects
        .SelectMany(suspect => suspect.Leases)
        .Where(draft => draft.Lease == lease)
        .Select(draft => Math.Max(0, -draft.PlannedChangeNanoUsd))
        .DefaultIfEmpty(0)
        .Max();
}
