using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tests.Accounts.Simulation;

namespace GenOps.Core.Tests.Accounts;

/// <summary>Owners of one account over one store, on a clock that stands still until it is set forward. Steps happen at once, and none is lost.</summary>
internal sealed class OwnerWorld
{
    private const int MaxSteps = 200;

    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private int _ids;

    public OwnerWorld(TenantDocument document, DateTimeOffset start)
    {
        _start = start;
        Store = new VirtualStore(() => Now.Utc);
        Store.Commit([
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document }),
        ]);
    }

    public VirtualStore Store { get; }

    public OwnerTime Now => new(_elapsed, _start + _elapsed);

    public IEnumerable<EntryRow> Entries => Store.Rows.OfType<EntryRow>();

    public WindowRow Day => Store.Get<WindowRow>(WindowRow.KeyOf(BudgetWindow.DayOf(Now.Day), BudgetPath.Tenant))!;

    public void Pass(TimeSpan time) => _elapsed += time;

    public AccountOwner Owner(string name) => new(name, new OwnerOptions(), () => $"{name}-{++_ids}");

    /// <summary>Carries out what an owner wants until it wants nothing.</summary>
    public void Work(AccountOwner owner)
    {
        for (var steps = 0; owner.Next(Now) is var step and not IdleStep; steps++)
        {
            Assert.InRange(steps, 0, MaxSteps);
            Carry(owner, step);
        }
    }

    /// <summary>Carries out reads until the owner wants a transaction, and hands it over before it happened.</summary>
    public CommitStep WorkUntilCommit(AccountOwner owner)
    {
        var step = owner.Next(Now);
        for (var steps = 0; step is ReadStep; steps++)
        {
            Assert.InRange(steps, 0, MaxSteps);
            Carry(owner, step);
            step = owner.Next(Now);
        }

        return Assert.IsType<CommitStep>(step);
    }

    /// <summary>A hold that is asked for and worked on as far as it goes at this moment.</summary>
    public Hold Ask(AccountOwner owner, long need)
    {
        var hold = owner.Admit(null, null, need, Now);
        Work(owner);
        return hold;
    }

    public void Settle(AccountOwner owner, Hold hold, long cost, bool endsHold = true, RowChange? extra = null)
    {
        var id = $"e{++_ids}";
        owner.Settle(
            new Settlement(hold, new EntryRow
            {
                Day = hold.Day,
                EntryId = id,
                RequestId = id,
                Attempt = 1,
                Kind = EntryKind.Chat,
                At = Now.Utc,
                Path = hold.Path,
                Attribution = Attribution.None,
                Model = "m",
                CostNanoUsd = cost,
                HeldNanoUsd = hold.NeedNanoUsd,
                Status = EntryStatus.Succeeded,
            }, endsHold, extra),
            Now);
    }

    /// <summary>Gives everything back that nothing runs on.</summary>
    public void Drain(AccountOwner owner)
    {
        owner.Drain();
        Work(owner);
    }

    private void Carry(AccountOwner owner, OwnerStep step)
    {
        if (step is ReadStep read)
        {
            owner.Read(read, Store.Read(read), Now, Now);
            return;
        }

        var commit = (CommitStep)step;
        if (Store.Commit(commit.Changes) is { } eTags)
        {
            owner.Committed(commit, eTags, Now);
        }
        else
        {
            owner.Conflicted(commit, Now);
            Pass(TimeSpan.FromMilliseconds(200));
        }
    }
}
