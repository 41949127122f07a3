using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>A task hub in Azure Table Storage and blobs, or in what speaks their protocols. Thread safe; one for a process.</summary>
internal sealed class TableHubStore : IHubStore, IDisposable
{
    private readonly HubStorage _storage;
    private readonly PendingEntries _entries;
    private readonly PendingIndex _index;
    private readonly Fence _fence;
    private readonly HubLeases _leases;
    private readonly InstanceCommitter _committer;
    private readonly InstanceLoader _loader;
    private readonly InstancePurger _purger;
    private readonly InboxWriter _inbox;

    /// <summary>Connects lazily. <paramref name="handler"/> replaces the connections to storage.</summary>
    internal TableHubStore(
        HubConnection connection, HubNames names, TableHubOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _storage = new HubStorage(connection, names, options, handler);
        var reader = new PartitionReader(_storage.Instances);
        var texts = new LargeTexts(_storage.Container, time);
        var transactions = new HeadTransactions(_storage.InstancesOnce, reader, options, time);
        var sweeper = new PartitionSweeper(transactions, texts);
        var heads = new InstanceHeads();
        _entries = new PendingEntries(time);
        _fence = new Fence(_storage, options, time);
        _leases = new HubLeases(_storage, _fence, _entries, options, time);
        _index = new PendingIndex(_storage, _fence, _leases, _entries, options, time);
        _committer = new InstanceCommitter(heads, reader, sweeper, transactions, texts);
        _loader = new InstanceLoader(heads, reader, sweeper, transactions, texts, _entries, _leases);
        _purger = new InstancePurger(heads, reader, sweeper, transactions, texts, _storage, options);
        _inbox = new InboxWriter(_storage, texts, _index, _entries, _leases);
    }

    /// <summary>From the setting <c>AzureWebJobsStorage</c>. <see cref="HostStartupException"/> says all that is wrong with it.</summary>
    internal static TableHubStore Open(IConfiguration configuration, string hubName, TimeProvider time)
    {
        var faults = new List<string>();
        var connection = HubConnectionReader.Read(configuration, faults);
        if (!HubNames.IsValid(hubName))
        {
            faults.Add($"The hub's name is '{hubName}'; it must be {HubNames.Rule}.");
        }

        return faults.Count == 0
            ? new TableHubStore(connection!, new HubNames(hubName), new TableHubOptions(), time)
            : throw new HostStartupException(faults, null);
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _storage.PrepareAsync(cancellationToken);
        await _leases.PrepareAsync(cancellationToken);
    }

    public Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken) =>
        _loader.LoadAsync(instanceId, cancellationToken);

    public Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        _loader.FindAsync(instanceId, cancellationToken);

    public async Task<bool> CommitAsync(InstanceCommit commit, CancellationToken cancellationToken)
    {
        if (await MayCommitAsync(commit.FencingToken, cancellationToken) is not { } canSend)
        {
            return false;
        }

        var instanceId = commit.Record.InstanceId;
        if (commit.IsPending)
        {
            await _index.KeepAsync(instanceId, cancellationToken);
        }

        if (!await _committer.CommitAsync(commit, canSend, cancellationToken))
        {
            return false;
        }

        _entries.Committed(instanceId, commit.ConsumedInbox, commit.AddedInbox.Select(static message => message.Id), commit.IsPending);
        return true;
    }

    public Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken) =>
        _inbox.EnqueueAsync(instanceId, message, cancellationToken);

    public async Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken)
    {
        await _inbox.DiscardAsync(instanceId, messageIds, cancellationToken);
        _entries.Committed(instanceId, messageIds, [], isPending: false);
    }

    public IAsyncEnumerable<string> PendingAsync(CancellationToken cancellationToken) => _index.ListAsync(cancellationToken);

    /// <remarks>One request when nothing arrived. Also removes from the pending index what has been at rest.</remarks>
    public Task<IReadOnlyList<string>> PollArrivalsAsync(CancellationToken cancellationToken) => _index.PollAsync(cancellationToken);

    /// <remarks>Storage looks at every row of the range for the records among them: for administration, not for requests.</remarks>
    public async IAsyncEnumerable<InstanceRecord> QueryAsync(
        string? idPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = InstanceKeys.EncodePrefix(idPrefix ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and RowKey eq {RowKeys.Head} and Version gt 0L");
        if (InstanceKeys.EndOf(prefix) is { } end)
        {
            filter += " and " + TableClient.CreateQueryFilter($"PartitionKey lt {end}");
        }

        await foreach (var row in _storage.Instances.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (!row.PartitionKey.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            // A record whose large texts are gone has changed since, or is gone itself.
            var record = await _loader.ReadRecordAsync(row, cancellationToken)
                ?? await _loader.FindAsync(InstanceKeys.Decode(row.PartitionKey), cancellationToken);
            if (record is not null)
            {
                yield return record;
            }
        }
    }

    public async Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await _purger.DeleteAsync(instanceId, cancellationToken) is not { } view)
        {
            return false;
        }

        _entries.Discarded(instanceId, view.Inbox.Select(static row => RowKeys.MessageIdOf(row.RowKey)));
        return view.HasRecord;
    }

    public async Task<IHubLease?> TryAcquireAsync(CancellationToken cancellationToken) =>
        await _leases.TryAcquireAsync(cancellationToken);

    public void Dispose()
    {
        _index.Dispose();
        _fence.Dispose();
    }

    // What must hold before each request of a commit; null when it does not hold already. Under its own lease a process knows it without
    // asking, and an instance it has loaded refuses earlier holders by itself. Another token is compared with the hub's.
    private async Task<Func<bool>?> MayCommitAsync(long fencingToken, CancellationToken cancellationToken)
    {
        if (_leases.Last is { } lease && lease.FencingToken == fencingToken)
        {
            return lease.IsValid ? () => lease.IsValid : null;
        }

        return fencingToken < await _fence.ReadTokenAsync(cancellationToken) ? null : static () => true;
    }
}
