using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Commits: one transaction if everything fits, else several of which the last makes all of it count.</summary>
internal sealed class InstanceCommitter(
    InstanceHeads heads, PartitionReader reader, PartitionSweeper sweeper, HeadTransactions transactions, LargeTexts texts)
{
    private const int MaxTries = 5;

    private readonly StagedCommits _staged = new(reader, transactions);

    /// <summary><paramref name="canSend"/>: whether this process may still commit.</summary>
    internal async Task<bool> CommitAsync(InstanceCommit commit, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var partition = InstanceKeys.Encode(commit.Record.InstanceId);
        try
        {
            return await TryCommitAsync(commit, partition, canSend, cancellationToken);
        }
        catch
        {
            // What became of it is open, so what is remembered may be wrong.
            heads.Forget(partition);
            throw;
        }
    }

    private async Task<bool> TryCommitAsync(
        InstanceCommit commit, string partition, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var expected = commit.ExpectedVersion ?? 0;
        var head = heads.Find(partition) ?? (commit.ExpectedVersion is null ? InstanceHead.Absent(partition) : null);
        for (var tries = 0; tries < MaxTries && canSend(); tries++)
        {
            if (head is null || head.Version != expected || head.IsDirty)
            {
                head = await ReadCleanAsync(partition, commit.FencingToken, canSend, cancellationToken);
            }

            if (head is null)
            {
                continue;
            }

            heads.Remember(head);
            if (head.Version != expected || head.FencingToken > commit.FencingToken)
            {
                return false;
            }

            if (await WriteAsync(commit, head, canSend, cancellationToken))
            {
                return true;
            }

            head = null;
        }

        return canSend()
            ? throw new InvalidOperationException($"Instance '{commit.Record.InstanceId}' changed {MaxTries} times during a commit.")
            : false;
    }

    // The remembered large texts are lost here, which costs nothing but blobs that stay until a purge.
    private async Task<InstanceHead?> ReadCleanAsync(
        string partition, long fencingToken, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var row = await reader.ReadHeadAsync(partition, cancellationToken);
        var head = row is null ? InstanceHead.Absent(partition) : InstanceHead.Of(row);
        return head.IsDirty && head.FencingToken <= fencingToken
            ? await SweepAsync(partition, fencingToken, canSend, cancellationToken)
            : head;
    }

    private async Task<InstanceHead?> SweepAsync(
        string partition, long fencingToken, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(partition, cancellationToken);
        return view.Head.ETag is null
            ? view.Head
            : await sweeper.SweepAsync(view.Head, view.Garbage, fencingToken, canSend, cancellationToken);
    }

    private async Task<bool> WriteAsync(
        InstanceCommit commit, InstanceHead head, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var large = new LargeTextWriter(texts, commit.Record.InstanceId);
        var plan = new CommitPlan(commit, head, large);
        await large.WriteAsync(cancellationToken);
        var actions = plan.Actions();
        var after = RowSizes.FitInOne([CommitPlan.Write(plan.Head), .. actions])
            ? await transactions.SubmitAsync(head, plan.HeadAction, plan.Head, actions, canSend, cancellationToken)
            : await _staged.SubmitAsync(head, plan, canSend, cancellationToken);
        if (after is null)
        {
            await large.UndoAsync(cancellationToken);
            return false;
        }

        var (done, unused) = plan.Finish(after);
        heads.Remember(done);
        await CleanUpAsync(done, unused, commit.FencingToken, canSend, cancellationToken);
        return true;
    }

    private async Task CleanUpAsync(
        InstanceHead head, IReadOnlyCollection<string> unused, long fencingToken, Func<bool> canSend, CancellationToken cancellationToken)
    {
        await texts.DeleteAsync(unused, cancellationToken);
        if (!head.IsDirty)
        {
            return;
        }

        try
        {
            heads.Forget(head.PartitionKey);
            if (await SweepAsync(head.PartitionKey, fencingToken, canSend, cancellationToken) is { } clean)
            {
                heads.Remember(clean with { MessageTexts = head.MessageTexts });
            }
        }
        catch (Exception exception) when (StorageFaults.IsTransient(exception, cancellationToken))
        {
            // The commit stands; the head says that rows are left, and the next commit or load removes them.
        }
    }
}
