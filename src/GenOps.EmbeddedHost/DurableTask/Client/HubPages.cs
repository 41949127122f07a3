using System.Runtime.CompilerServices;
using GenOps.EmbeddedHost.DurableTask.Hub;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>Records as pages of what clients get. A continuation token is the last id seen.</summary>
internal sealed class HubPages<T>(
    Func<string?, CancellationToken, IAsyncEnumerable<InstanceRecord>> read, Func<InstanceRecord, T> describe, int pageSize, string? first)
    : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        ReadAsync(continuationToken ?? first, Math.Max(1, pageSizeHint ?? pageSize));

    private async IAsyncEnumerable<Page<T>> ReadAsync(
        string? after, int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var page = new List<T>(size);
        string? last = null;
        await foreach (var record in read(after, cancellationToken))
        {
            if (page.Count == size)
            {
                yield return new Page<T>(page, last);
                page = new List<T>(size);
            }

            page.Add(describe(record));
            last = record.InstanceId;
        }

        yield return new Page<T>(page);
    }
}
