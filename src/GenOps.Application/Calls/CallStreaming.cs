using System.Buffers;
using System.IO.Pipelines;
using GenOps.Application.Idempotency;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;

namespace GenOps.Application.Calls;

/// <summary>The provider has begun to stream. The caller must run it; whatever happens to it, it is charged.</summary>
public sealed class CallStreaming : CallOutcome
{
    private readonly CallRun _run;
    private readonly CallPlan _plan;
    private readonly AttemptOutcome.Streaming _stream;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly StreamTotals _totals = new();
    private readonly StreamShaper _shaper;

    internal CallStreaming(CallRun run, AttemptOutcome.Streaming stream, CallOptions options, TimeProvider time)
    {
        (_run, _plan, _stream, _options, _time) = (run, run.Plan, stream, options, time);
        _shaper = new StreamShaper(_plan.Parsed.IncludeUsageAsked, _plan.Parsed.Endpoint);
    }

    /// <summary>What it cost, once it has ended and been charged.</summary>
    public CallReceipt? Receipt { get; private set; }

    /// <summary>Relays the events until the stream ends, charges what was produced, and only then writes the last chunk.</summary>
    /// <param name="output">The response; each event is flushed.</param>
    /// <param name="writeError">Writes an error as the data of an event.</param>
    /// <param name="clientGone">Fires when the client has gone; the provider's stream is cancelled.</param>
    public async Task<StreamEnd> RelayAsync(PipeWriter output, Action<CallError, IBufferWriter<byte>> writeError, CancellationToken clientGone)
    {
        await using var client = new ClientWriter(
            output, isCopied: _plan.Claim is not null, TimeSpan.FromSeconds(_options.StreamWriteSeconds), _time, clientGone);
        var isStored = false;
        try
        {
            var end = await RelayEventsAsync(client);
            _plan.Request.Clock.Mark(CallStep.Provider);
            var (stored, change) = await StoreAsync(end, client);
            isStored = change is not null;
            if (!await ChargeAsync(end, change))
            {
                end = StreamEnd.NotDurable;
            }

            await FinishAsync(end, stored, client, writeError);
            return end;
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            return StreamEnd.ClientGone;
        }
        finally
        {
            _plan.Permit?.End();
            if (!isStored && _plan.Claim is { } claim)
            {
                await claim.ReleaseAsync();
            }
        }
    }

    private async Task<StreamEnd> RelayEventsAsync(ClientWriter client)
    {
        await using var events = _stream.Events;
        try
        {
            var isRead = await new StreamRelay(_shaper, _totals, _time).RunAsync(events.Content, client);
            return isRead && _totals.IsComplete(_plan.Parsed.CompletionCount) ? StreamEnd.Completed : StreamEnd.ProviderFailed;
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            return StreamEnd.ClientGone;
        }
    }

    // The whole stream is stored before it is charged, so that whoever is charged can have it again.
    private async Task<(byte[] Tail, RowChange? Change)> StoreAsync(StreamEnd end, ClientWriter client)
    {
        if (end is not StreamEnd.Completed || _plan.Claim is not { } claim)
        {
            return ([], null);
        }

        var entry = SettlementOf(end).Entry;
        var receipt = CallReceipts.Make(
            _plan, _stream.Model, _run.Attempts, entry, CallReceipts.AfterSettling(_run.Keeper.Tightest(_stream.Hold), _stream.Hold, entry));
        var tail = Tail(receipt);
        var change = client.Copy is { } sent
            ? await claim.StoreAsync(new StoredAnswer(IsStream: true, receipt.CostNanoUsd, (byte[])[.. sent.Span, .. tail]), CancellationToken.None)
            : null;
        if (change is null)
        {
            _plan.Warnings.Add("answer_not_stored");
            return ([], null);
        }

        Receipt = receipt;
        return (tail, change);
    }

    private async Task<bool> ChargeAsync(StreamEnd end, RowChange? change)
    {
        var settlement = SettlementOf(end, change);
        _plan.Request.Clock.Mark(CallStep.Settle);
        var isDurable = await CallSettling.AreDurableAsync(_run, settlement, CallSettling.StreamPatience, _time);
        _plan.Request.Clock.Mark(CallStep.Ledger);
        Receipt ??= CallReceipts.Make(_plan, _stream.Model, _run.Attempts, settlement.Entry, _run.Keeper.Tightest(_stream.Hold));
        if (isDurable && end is not StreamEnd.ProviderFailed)
        {
            _run.Charged(_run.Keeper.Budgets(_stream.Hold), settlement.Entry, Receipt);
        }
        else
        {
            _run.Fail(isDurable ? CallErrors.StreamBroke : CallErrors.NotDurable);
        }

        return isDurable;
    }

    private Settlement SettlementOf(StreamEnd end, RowChange? change = null)
    {
        var isWhole = _totals.IsComplete(_plan.Parsed.CompletionCount);
        return isWhole || _totals.HasProduced
            ? _run.Charge.Used(
                _stream.Hold, _stream.Model, _run.Attempts.Count, _totals.Billed(_stream.Model.Worst.Usage, isWhole), end is not StreamEnd.Completed, change)
            : _run.Charge.InDoubt(_stream.Hold, _stream.Model, _run.Attempts.Count);
    }

    private async Task FinishAsync(StreamEnd end, byte[] storedTail, ClientWriter client, Action<CallError, IBufferWriter<byte>> writeError)
    {
        switch (end)
        {
            case StreamEnd.ClientGone:
                return;
            case StreamEnd.Completed:
                client.Write(storedTail.Length > 0 ? storedTail : Tail(Receipt!));
                break;
            case StreamEnd.ProviderFailed:
                WriteError(CallErrors.StreamBroke, client, writeError);
                break;
            case StreamEnd.NotDurable:
                WriteError(CallErrors.NotDurable, client, writeError);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        await client.FlushAsync();
    }

    private byte[] Tail(CallReceipt receipt)
    {
        using var genops = new PooledBytes(1024);
        ReceiptWriter.Write(receipt, genops);
        var tail = new ArrayBufferWriter<byte>(2048);
        _shaper.End(_totals.UsageJson(_totals.Billed(_stream.Model.Worst.Usage, isComplete: true)), genops.Written, tail);
        return tail.WrittenSpan.ToArray();
    }

    private void WriteError(CallError error, ClientWriter client, Action<CallError, IBufferWriter<byte>> writeError)
    {
        _shaper.WriteHeld(client);
        client.Write("data: "u8);
        writeError(error, client);
        client.Write("\n\n"u8);
    }
}
