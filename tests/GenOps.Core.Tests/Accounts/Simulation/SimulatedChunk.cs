using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>One chunk of a batch beside the calls: reserves, enters what its items cost one after the other, settles. Its storage never fails it.</summary>
internal sealed class SimulatedChunk(AccountSimulation world, string batchId, Attribution attribution, IReadOnlyList<long> worstNanoUsd)
{
    private const int MaxAsks = 200;

    private readonly LedgerShare _share = new(batchId);
    private int _asks;

    private string Key => ReservationRow.KeyOf(batchId, 0, 1);

    public void Reserve()
    {
        if (++_asks > MaxAsks)
        {
            world.Timeline.Add(batchId, "gives up");
            return;
        }

        var now = DateOnly.FromDateTime(world.UtcNow.UtcDateTime);
        var look = Look();
        var path = look.PathOf(attribution);
        Open(look, path, now);
        if (look.Seeds() is { Count: > 0 } seeds)
        {
            if (!look.AreSeedsFinal(world.Store.Rows))
            {
                world.After(TimeSpan.FromSeconds(1), Reserve);
                return;
            }

            foreach (var (scope, window) in seeds)
            {
                look.AcceptSeed(scope, window, world.Store.Seed(scope, window));
            }
        }

        var grant = look.Fit(worstNanoUsd, long.MaxValue);
        if (grant.Items == 0)
        {
            world.After(TimeSpan.FromSeconds(1), Reserve);
            return;
        }

        var row = new ReservationRow
        {
            BatchId = batchId,
            Chunk = 0,
            Attempt = 1,
            Path = path,
            Day = now,
            ScopesVersion = look.Limits.ScopesVersion,
            Items = [.. worstNanoUsd.Take(grant.Items).Select((worst, index) => new ReservedItem(index, worst))],
            GrantedNanoUsd = grant.NanoUsd,
        };
        Commit([.. look.Changes(grant.NanoUsd, 0), RowChange.Insert(row)], done: () => Answer(0), conflict: Reserve);
    }

    private void Answer(int item) => world.After(world.Random(world.Options.LongestLatency), () => Enter(item));

    private void Enter(int item)
    {
        var stored = world.Store.Get(Key)!;
        var row = (ReservationRow)stored.Row;
        if (item == row.Items.Count)
        {
            Settle();
            return;
        }

        var entry = new EntryRow
        {
            Day = row.Day,
            EntryId = $"{batchId}-{item}",
            RequestId = batchId,
            Attempt = 1,
            Kind = EntryKind.Batch,
            At = world.UtcNow,
            Path = row.Path,
            Attribution = attribution,
            BatchId = batchId,
            Model = "model",
            CostNanoUsd = row.Items[item].HeldNanoUsd / (1 + (item % 3)),
            HeldNanoUsd = row.Items[item].HeldNanoUsd,
            Status = EntryStatus.Succeeded,
        };
        var changes = _share.Draft([entry]);
        var settled = row with { SettledNanoUsd = row.SettledNanoUsd + entry.CostNanoUsd, Seq = row.Seq + 1 };
        var eTags = world.Store.Commit([RowChange.Replace(settled, stored.ETag), .. changes])
            ?? throw new PromiseBrokenException($"{batchId} could not enter item {item}");
        _share.Committed(eTags.Skip(2));
        Answer(item + 1);
    }

    private void Settle()
    {
        var look = Look();
        var stored = world.Store.Get(Key)!;
        var row = (ReservationRow)stored.Row;
        Open(look, row.Path, row.Day);
        var closed = row with { GrantedNanoUsd = row.SettledNanoUsd, FoldedNanoUsd = row.SettledNanoUsd, Closed = true };
        Commit(
            [.. look.Changes(-(row.GrantedNanoUsd - row.FoldedNanoUsd), row.UnfoldedNanoUsd), RowChange.Replace(closed, stored.ETag)],
            done: () => world.Timeline.Add(batchId, $"settled {row.SettledNanoUsd} of {row.GrantedNanoUsd}"),
            conflict: Settle);
    }

    // A moment lies between the look and the transaction, in which others change the account.
    private void Commit(IReadOnlyList<RowChange> changes, Action done, Action conflict) => world.After(
        world.Random(TimeSpan.FromMilliseconds(20)), () => (world.Store.Commit(changes) is null ? conflict : done)());

    private AccountLook Look() => new(world.Store.Get(HeadRow.Key)!, world.Store.Get<LimitsRow>(LimitsRow.Key)!);

    private void Open(AccountLook look, string path, DateOnly day)
    {
        foreach (var key in look.Open(path, day))
        {
            look.Accept(key, world.Store.Get(key));
        }
    }
}
