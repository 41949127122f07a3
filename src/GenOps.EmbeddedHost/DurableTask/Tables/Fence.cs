using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// The row that counts the holders of the hub. What the active process deletes from the pending partition it deletes in one transaction
/// with this row, by ETag, so that a superseded process can delete nothing there.
/// </summary>
internal sealed class Fence(HubStorage storage, TableHubOptions options, TimeProvider time) : IDisposable
{
    private const string TokenColumn = "FencingToken";
    private const string StampColumn = "Stamp";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _process = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private long _last;
    private TableEntity? _row;

    /// <summary>A transaction may have been sent that storage has not done and may still do.</summary>
    private bool _isUnsettled;

    internal async Task<long> ReadTokenAsync(CancellationToken cancellationToken) => TokenOf(await ReadAsync(cancellationToken));

    /// <summary>A new token, greater than all before; null when the lease under which it is taken ended.</summary>
    internal async Task<long?> TakeOverAsync(Func<bool> isValid, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                _row = await ReadAsync(cancellationToken);
                if (!isValid())
                {
                    return null;
                }

                var token = TokenOf(_row) + 1;
                if (await SendAsync(token, [], cancellationToken))
                {
                    return token;
                }

                await Task.Delay(options.RetryDelay, time, cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Does all or nothing; false when another process holds the hub. Deletes of rows that changed or are gone are left out.
    /// </summary>
    internal async Task<bool> SubmitAsync(
        long token, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await SubmitWithinGateAsync(token, actions, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>After this nothing that was sent before can happen any more.</summary>
    internal async Task SettleAsync(long token, CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _isUnsettled))
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isUnsettled)
            {
                await SubmitWithinGateAsync(token, [], cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static long TokenOf(TableEntity? row) => row?.GetInt64(TokenColumn) ?? 0;

    private async Task<bool> SubmitWithinGateAsync(
        long token, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (TokenOf(_row) != token)
            {
                return false;
            }

            if (await SendAsync(token, actions, cancellationToken))
            {
                return true;
            }

            if (tries == options.Tries)
            {
                throw new RequestFailedException("The pending index could not be changed.");
            }

            await Task.Delay(options.RetryDelay, time, cancellationToken);
            actions = await StillThereAsync(actions, cancellationToken);
        }
    }

    // Afterwards the remembered row is as in storage, unless this throws.
    private async Task<bool> SendAsync(long token, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{_process}-{++_last}");
        var row = new TableEntity(RowKeys.PendingPartition, RowKeys.Fence) { [TokenColumn] = token, [StampColumn] = stamp };
        var kind = _row is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace;
        List<TableTransactionAction> all = [new(kind, row, _row?.ETag ?? default), .. actions];
        RowSizes.Check(all);
        Volatile.Write(ref _isUnsettled, true);
        try
        {
            var answer = await storage.PendingOnce.SubmitTransactionAsync(all, cancellationToken);
            row.ETag = answer.Value[0].Headers.ETag ?? throw new InvalidDataException("Storage answered a change without an ETag.");
            _row = row;
        }
        catch (Exception exception) when (StorageFaults.IsOpen(exception, cancellationToken))
        {
            _row = await ReadAsync(cancellationToken);
            if (_row?.GetString(StampColumn) != stamp)
            {
                return false;
            }
        }

        Volatile.Write(ref _isUnsettled, false);
        return true;
    }

    private async Task<IReadOnlyList<TableTransactionAction>> StillThereAsync(
        IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var kept = new List<TableTransactionAction>();
        foreach (var action in actions)
        {
            if (action.ActionType is TableTransactionActionType.Delete)
            {
                var stored = await storage.Pending.GetEntityIfExistsAsync<TableEntity>(
                    action.Entity.PartitionKey, action.Entity.RowKey, cancellationToken: cancellationToken);
                if (!stored.HasValue || (action.ETag != ETag.All && action.ETag != stored.Value!.ETag))
                {
                    continue;
                }
            }

            kept.Add(action);
        }

        return kept;
    }

    private async Task<TableEntity?> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await storage.Pending.GetEntityIfExistsAsync<TableEntity>(
            RowKeys.PendingPartition, RowKeys.Fence, cancellationToken: cancellationToken);
        return answer.HasValue ? answer.Value : null;
    }
}
