using System.Buffers;
using System.IO.Pipelines;
using GenOps.Application.Accounts;
using GenOps.Core.Accounts;
using GenOps.Core.Pricing;

namespace GenOps.Application.Calls;

/// <summary>The provider has begun to stream. The caller must run it; whatever happens to it, it is charged.</summary>
public sealed class CallStreaming : CallOutcome
{
    private readonly CallPlan _plan;
    private readonly AttemptOutcome.Streaming _stream;
    private readonly CallAttempts _attempts;
    private readonly CallCharge _charge;
    private readonly AccountKeeper _keeper;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly StreamTotals _totals = new();
    private readonly StreamShaper _shaper;

    internal CallStreaming(
        CallPlan plan,
        AttemptOutcome.Streaming stream,
        CallAttempts attempts,
        CallCharge charge,
        AccountKeeper keeper,
        CallOptions options,
        TimeProvider time)
    {
        (_plan, _stream, _attempts, _charge, _keeper, _options, _time) = (plan, stream, attempts, charge, keeper, options, time);
        _shaper = new StreamShaper(plan.Parsed.IncludeUsageAsked, plan.Parsed.Endpoint);
    }

    /// <summary>What it cost, once it has ended and been charged.</summary>
    public CallReceipt? Receipt { get; private set; }

    /// <summary>Relays the events until the stream ends, charges what was produced, and only then writes the last chunk.</summary>
    /// <param name="output">The response; each event is flushed.</param>
    /// <param name="writeError">Writes an error as the data of an event.</param>
    /// <param name="clientGone">Fires when the client has gone; the provider's stream is cancelled.</param>
    public async Task<StreamEnd> RelayAsync(PipeWriter output, Action<CallError, IBufferWriter<byte>> writeError, CancellationToken clientGone)
    {
        using var client = new ClientWriter(output, TimeSpan.FromSeconds(_options.StreamWriteSeconds), _time, clientGone);
        var end = await RelayEventsAsync(client);
        _plan.Request.Clock.Mark(CallStep.Provider);
        if (!await ChargeAsync(end))
        {
            end = StreamEnd.NotDurable;
        }

        try
        {
            await FinishAsync(end, client, writeError);
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            return StreamEnd.ClientGone;
        }

        return end;
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

    private async Task<bool> ChargeAsync(StreamEnd end)
    {
        var hold = _stream.Hold;
        var isWhole = _totals.IsComplete(_plan.Parsed.CompletionCount);
        var billed = _totals.Billed(_stream.Model.Worst.Usage, isWhole);
        var isKnown = isWhole || _totals.HasProduced;
        var settlement = isKnown
            ? _charge.Used(hold, _stream.Model, _attempts.Count, billed, isCut: end is not StreamEnd.Completed)
            : _charge.InDoubt(hold, _stream.Model, _attempts.Count);
        _plan.Request.Clock.Mark(CallStep.Settle);
        var isDurable = await CallSettling.IsDurableAsync(_keeper, settlement, CallSettling.StreamPatience, _time);
        _plan.Request.Clock.Mark(CallStep.Ledger);
        Receipt = CallReceipts.Make(_plan, _stream.Model, _attempts, settlement.Entry, _keeper.Tightest(hold));
        return isDurable;
    }

    private async Task FinishAsync(StreamEnd end, ClientWriter client, Action<CallError, IBufferWriter<byte>> writeError)
    {
        switch (end)
        {
            case StreamEnd.ClientGone:
                return;
            case StreamEnd.Completed:
                var genops = new ArrayBufferWriter<byte>(1024);
                ReceiptWriter.Write(Receipt!, genops);
                _shaper.End(_totals.UsageJson(_totals.Billed(_stream.Model.Worst.Usage, isComplete: true)), genops.WrittenSpan, client);
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

    private void WriteError(CallError error, ClientWriter client, Action<CallError, IBufferWriter<byte>> writeError)
    {
        _shaper.WriteHeld(client);
        client.Write("data: "u8);
        writeError(error, client);
        client.Write("\n\n"u8);
    }
}
