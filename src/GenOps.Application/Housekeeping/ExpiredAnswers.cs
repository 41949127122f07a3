using System.Globalization;
using GenOps.Application.Idempotency;
using GenOps.Application.Storage;
using GenOps.Core.Idempotency;
using GenOps.Core.Rows;

namespace GenOps.Application.Housekeeping;

/// <summary>Removes idempotency keys that have run out, and stored answers that nobody can have again.</summary>
internal sealed class ExpiredAnswers(IRowStore rows, IBlobStore blobs, TimeProvider time)
{
    private const int MaxRows = 5_000;
    private const int MaxBlobs = 500;
    private const int Slices = 16;

    // Clocks of instances may differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Begins at another part of the keys each run, so that in a large account all come round.</summary>
    public async Task RunAsync(string tenant, long run, CancellationToken cancellationToken)
    {
        var start = IdempotencyRow.Prefix + (run % Slices).ToString("x", CultureInfo.InvariantCulture);
        var end = RowKeyPrefix.EndOf(IdempotencyRow.Prefix);
        var read = await RemoveAsync(tenant, start, end, MaxRows, cancellationToken);
        if (read < MaxRows)
        {
            await RemoveAsync(tenant, IdempotencyRow.Prefix, start, MaxRows - read, cancellationToken);
        }

        await RemoveBlobsAsync(tenant, cancellationToken);
    }

    private async Task<int> RemoveAsync(string tenant, string from, string before, int most, CancellationToken cancellationToken)
    {
        var (stored, _) = await RowSweep.ReadAsync(rows, tenant, from, before, most, cancellationToken);
        var limit = time.GetUtcNow() - Margin;
        List<StoredRow> expired = [.. stored.Where(row => ((IdempotencyRow)row.Row).ExpiresAt < limit)];
        await RowSweep.DeleteAsync(rows, tenant, expired, cancellationToken);
        return stored.Count;
    }

    // A blob is named by its request, whose id tells its time: so those of a crash between blob and row go too.
    private async Task RemoveBlobsAsync(string tenant, CancellationToken cancellationToken)
    {
        var prefix = $"answers/{tenant}/";
        var limit = time.GetUtcNow() - IdempotencyKeys.AnswerLife - Margin;
        foreach (var name in await blobs.ListAsync(prefix, afterName: null, MaxBlobs, cancellationToken))
        {
            if (!Ulid.TryParse(name.AsSpan(prefix.Length), out var id) || id.Time >= limit)
            {
                break;
            }

            await blobs.DeleteAsync(name, cancellationToken);
        }
    }
}
