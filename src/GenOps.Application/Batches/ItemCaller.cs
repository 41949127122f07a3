using GenOps.Application.Calls;
using GenOps.Application.Providers;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using GenOps.Core.Batches;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;
using Polly;

namespace GenOps.Application.Batches;

/// <summary>Sends single items and stores what came of them. Its end is returned only once it is stored. Safe for concurrent use.</summary>
internal sealed class ItemCaller
{
    // An answer that can't be stored is lost and paid for twice, so storage gets some patience.
    private const int MaxStores = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly IInferenceProvider _provider;
    private readonly StoredResults _results;
    private readonly CallTelemetry _telemetry;
    private readonly BatchOptions _options;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<ProviderReply> _retries;

    public ItemCaller(IInferenceProvider provider, StoredResults results, CallTelemetry telemetry, BatchOptions options, CallOptions calls, TimeProvider time)
    {
        (_provider, _results, _telemetry, _options, _time) = (provider, results, telemetry, options, time);
        _timeout = TimeSpan.FromSeconds(calls.DeadlineSeconds);
        _retries = ItemRetries.Create(options, calls.RetryBaseMilliseconds, time);
    }

    /// <summary>Sends an item whose intent is durable. <paramref name="stop"/> ends the waits between attempts, never an attempt.</summary>
    public async Task<ItemEnd> RunAsync(
        ChunkKey key, ItemCharge charge, ReservedItem held, ChunkItem item, int faultsBefore, CancellationToken stop)
    {
        if (item.Fault is { } fault)
        {
            var line = ResultWriter.Failure(charge.RequestId(held.Index), item.CustomId, fault);
            return await StoreAsync(key, new ItemEnd(held.Index, ItemState.Failed, null), line);
        }

        var startedAt = _time.GetTimestamp();
        using var span = _telemetry.Start(item.Plan!);
        ProviderReply reply;
        try
        {
            reply = await SendAsync(item.Plan!, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Between two attempts, the last of which was proven free.
            return new ItemEnd(held.Index, ItemState.Waiting, null);
        }

        var elapsed = _time.GetElapsedTime(startedAt);
        var (end, result) = Judge(charge, held, item, reply, faultsBefore, elapsed);
        _telemetry.ItemEnded(span, item.Plan!, end.Entry!, elapsed);
        return await StoreAsync(key, end, result);
    }

    private async Task<ProviderReply> SendAsync(CallPlan plan, CancellationToken stop)
    {
        var call = new ProviderCall(plan.Parsed.Endpoint, ProviderBody.Write(plan, plan.Models[0]), IsStream: false, _timeout);
        return await _retries.ExecuteAsync(
            static async (state, _) => await state.Provider.SendAsync(state.Call, CancellationToken.None), (Provider: _provider, Call: call), stop);
    }

    private (ItemEnd End, ReadOnlyMemory<byte> Line) Judge(
        ItemCharge charge, ReservedItem held, ChunkItem item, ProviderReply reply, int faultsBefore, TimeSpan provider)
    {
        var requestId = charge.RequestId(held.Index);
        if (reply is ProviderAnswer answer && CompletionReader.TryRead(answer.Body.Span, out var completion) && !completion.HasError)
        {
            var billed = BilledUsage.Of(completion.Usage, item.Plan!.Models[0].Worst.Usage, completion.TextTokenBound);
            var line = ResultWriter.Answer(requestId, item.CustomId, answer.Body);
            return (new ItemEnd(held.Index, ItemState.Answered, charge.Used(held, item, billed, provider)), line);
        }

        var fault = reply as ProviderFault ?? new ProviderFault { Kind = ProviderFaultKind.Broken, Status = 200 };
        var entry = fault.MayBeBilled ? charge.InDoubt(held, item, provider) : charge.Free(held, item, provider);
        return fault.MayBeBilled && faultsBefore < _options.ChargedRepeats
            ? (new ItemEnd(held.Index, ItemState.Faulted, entry), default)
            : (new ItemEnd(held.Index, ItemState.Failed, entry), ResultWriter.Failure(requestId, item.CustomId, CallErrors.Of(fault, fault.MayBeBilled)));
    }

    private async Task<ItemEnd> StoreAsync(ChunkKey key, ItemEnd end, ReadOnlyMemory<byte> line)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _results.PutAsync(key, end, line, CancellationToken.None);
                return end;
            }
            catch (BlobStoreException exception) when (exception.IsRetryable && attempt < MaxStores)
            {
                await Task.Delay(Pause, _time);
            }
        }
    }
}
