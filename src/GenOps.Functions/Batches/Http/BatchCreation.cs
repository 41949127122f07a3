using System.Text;
using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Idempotency;
using GenOps.Core.Batches;
using GenOps.Core.Rows;
using GenOps.Functions.Http;
using GenOps.Functions.Inference;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Batches.Http;

/// <summary>Makes a batch of a request, once for each idempotency key.</summary>
internal sealed class BatchCreation(BatchService batches, BatchInputs inputs, IdempotencyKeys keys, TimeProvider time)
{
    private const string Route = "batches";

    /// <summary>Makes the batch, or answers what was answered before.</summary>
    public async Task<IResult> RunAsync(
        TenantRequest request, JsonElement body, NewBatch asked, string? idempotencyKey, IBatchStarter starter, CancellationToken cancellationToken)
    {
        if (idempotencyKey is null)
        {
            return (await MakeAsync(request, asked, starter, claim: null, cancellationToken)).Result;
        }

        var same = new IdempotencyRequest(
            request.Caller.Tenant, request.Caller.KeyId, Route, idempotencyKey, Encoding.UTF8.GetBytes(body.GetRawText()), ContextOf(request, asked));
        return await keys.ClaimAsync(same, request.RequestId, cancellationToken) switch
        {
            IdempotencyResult.Claimed claimed => await MakeClaimedAsync(request, asked, starter, claimed.Claim, cancellationToken),
            IdempotencyResult.Replay replay => new ReplayResult(replay.Answer),
            IdempotencyResult.InFlight => new OpenAiErrorResult(CallErrors.KeyInFlight, request.RequestId),
            IdempotencyResult.Reused => new OpenAiErrorResult(CallErrors.KeyReused, request.RequestId),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Only a batch that was made keeps the key. When that is not known, neither is the key free: it runs out by itself.
    private async Task<IResult> MakeClaimedAsync(
        TenantRequest request, NewBatch asked, IBatchStarter starter, IdempotencyClaim claim, CancellationToken cancellationToken)
    {
        var (result, isMade) = await MakeAsync(
            request, asked, starter, batch => claim.StoreAsync(new StoredAnswer(IsStream: false, CostNanoUsd: 0, Answer(request, batch)), cancellationToken), cancellationToken);
        if (!isMade)
        {
            await claim.ReleaseAsync();
        }

        return result;
    }

    private async Task<(IResult Result, bool IsMade)> MakeAsync(
        TenantRequest request, NewBatch asked, IBatchStarter starter, Func<BatchRow, Task<RowChange?>>? claim, CancellationToken cancellationToken)
    {
        if (await inputs.FindFaultAsync(request, asked, cancellationToken) is { } fault)
        {
            return (new OpenAiErrorResult(fault, request.RequestId), false);
        }

        var made = await batches.CreateAsync(request.Caller, asked, starter, claim, cancellationToken);
        return made.Batch is { } batch
            ? (Results.Bytes(Answer(request, batch), "application/json; charset=utf-8"), true)
            : (new OpenAiErrorResult(made.Error!, request.RequestId), false);
    }

    private byte[] Answer(TenantRequest request, BatchRow batch)
    {
        var now = time.GetUtcNow();
        var view = ClientDialect.IsTogether(request.Http) ? TogetherBatchViews.Created(batch, now) : BatchViews.Of(batch, now);
        return JsonSerializer.SerializeToUtf8Bytes(view, JsonSerializerOptions.Web);
    }

    private static string ContextOf(TenantRequest request, NewBatch asked) => string.Join(
        ' ',
        [
            ClientDialect.IsTogether(request.Http) ? "together" : "openai",
            asked.Headers with { Tags = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty },
            .. asked.Headers.Tags.Select(static tag => $"{tag.Key}={tag.Value}"),
        ]);
}
