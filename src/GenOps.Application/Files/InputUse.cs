using GenOps.Application.Storage;
using GenOps.Core.Batches;

namespace GenOps.Application.Files;

/// <summary>Says whether a batch that has not ended reads a file.</summary>
internal sealed class InputUse(IRowStore store, TimeProvider time)
{
    // The newest batches come first, and none runs longer than its window and what its last calls take.
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(BatchLimits.MaxWindowHours + 24);

    public async Task<bool> IsInUseAsync(string tenant, string fileId, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - LongestRun;
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(
                tenant, BatchRow.KeyPrefix, RowKeyPrefix.EndOf(BatchRow.KeyPrefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            if (page.Rows.Any(stored => stored.Row is BatchRow { IsOver: false } batch && batch.InputFileId == fileId))
            {
                return true;
            }

            continuation = page.Rows is [.., { Row: BatchRow last }] && last.CreatedAt < oldest ? null : page.Continuation;
        }
        while (continuation is not null);
        return false;
    }
}
