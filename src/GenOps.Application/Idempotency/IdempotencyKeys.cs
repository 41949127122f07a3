using System.Security.Cryptography;
using System.Text;
using GenOps.Application.Storage;
using GenOps.Core.Idempotency;
using GenOps.Core.Rows;

namespace GenOps.Application.Idempotency;

/// <summary>
/// Runs a request once for each idempotency key, across instances and restarts. A claim is a row that is inserted before any money is held;
/// the answer is tied to it in the transaction that charges for it.
/// </summary>
/// <remarks>Safe for concurrent use. Faults of storage pass as <see cref="RowStoreException"/>: without the row nothing may run.</remarks>
public sealed class IdempotencyKeys(IRowStores stores, IBlobStore blobs, TimeProvider time)
{
    /// <summary>How long an answer can be had again.</summary>
    public static readonly TimeSpan AnswerLife = TimeSpan.FromHours(24);

    /// <summary>How long a claim keeps others out when its instance is gone.</summary>
    public static readonly TimeSpan ClaimLife = TimeSpan.FromMinutes(15);

    /// <summary>How long before its end a claim is not relied on any more.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private const int Tries = 4;

    /// <summary>Claims the key for a request, or says what it was used for.</summary>
    public async Task<IdempotencyResult> ClaimAsync(IdempotencyRequest request, string requestId, CancellationToken cancellationToken)
    {
        var fresh = NewRow(request, requestId);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = await stores.Accounts.GetAsync(request.Tenant, fresh.RowKey, cancellationToken);
            if (stored?.Row is IdempotencyRow known && await AnswerOfAsync(known, fresh, cancellationToken) is { } result)
            {
                return result;
            }

            if (await PutAsync(request.Tenant, fresh, stored?.ETag, cancellationToken) is { } eTag)
            {
                return new IdempotencyResult.Claimed(new IdempotencyClaim(stores.Accounts, blobs, time, request.Tenant, fresh, eTag));
            }
        }

        return new IdempotencyResult.InFlight();
    }

    // Null when the row may be taken over: it is too old, or its owner is gone, or its answer is.
    private async Task<IdempotencyResult?> AnswerOfAsync(IdempotencyRow known, IdempotencyRow fresh, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known.ExpiresAt <= now)
        {
            return null;
        }

        if (known.BodyHash != fresh.BodyHash)
        {
            return known.AnswerBlob is null && known.ClaimExpiresAt <= now ? null : new IdempotencyResult.Reused();
        }

        if (known.AnswerBlob is { } blob)
        {
            return await blobs.GetAsync(blob, StoredAnswer.MaxStoredBytes, cancellationToken) is { } bytes
                ? new IdempotencyResult.Replay(StoredAnswer.Parse(bytes))
                : null;
        }

        return known.ClaimExpiresAt <= now ? null : new IdempotencyResult.InFlight();
    }

    // The ETag of the claim; null when another request was faster. A lost answer is looked up by the request that made the row.
    private async Task<string?> PutAsync(string tenant, IdempotencyRow fresh, string? eTag, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await stores.Accounts.CommitAsync(tenant, [RowChange.Put(fresh, eTag)], cancellationToken);
            return outcome.IsCommitted ? outcome.ETags[0] : null;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            var stored = await stores.Accounts.GetAsync(tenant, fresh.RowKey, cancellationToken);
            return stored?.Row is IdempotencyRow row && row.RequestId == fresh.RequestId ? stored.ETag : null;
        }
    }

    private IdempotencyRow NewRow(in IdempotencyRequest request, string requestId)
    {
        var now = time.GetUtcNow();
        return new IdempotencyRow
        {
            KeyHash = Hash(Encoding.UTF8.GetBytes($"{request.KeyId}\n{request.Route}\n{request.Key}"), default),
            BodyHash = Hash(Encoding.UTF8.GetBytes(request.Context + "\n"), request.Body.Span),
            RequestId = requestId,
            Owner = requestId,
            ClaimedAt = now,
            ClaimExpiresAt = now + ClaimLife,
            ExpiresAt = now + AnswerLife,
        };
    }

    private static string Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
