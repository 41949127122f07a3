using Azure;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Reads an instance's partition as it was at one moment.</summary>
internal sealed class PartitionReader(TableClient table)
{
    private const int MaxTries = 20;

    /// <summary>The head row, null when there is none.</summary>
    internal async Task<TableEntity?> ReadHeadAsync(string partition, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition, RowKeys.Head, cancellationToken: cancellationToken);
        if (answer.HasValue)
        {
            return answer.Value;
        }

        // A missing row and a missing table both answer 404; only the first is an ordinary answer.
        return answer.GetRawResponse().Content.ToMemory().Span.IndexOf("TableNotFound"u8) < 0
            ? null
            : throw new RequestFailedException(404, $"Table '{table.Name}' does not exist.", "TableNotFound", null);
    }

    internal async Task<PartitionView> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var rows = new List<TableEntity>();
            var pages = 0;
            await foreach (var page in QueryAsync(partition, cancellationToken).AsPages())
            {
                rows.AddRange(page.Values);
                pages++;
            }

            // A page is of one moment; several are when nothing changed meanwhile, for every change but a new message changes the head.
            var view = new PartitionView(partition, rows);
            if (pages <= 1 || (await ReadHeadAsync(partition, cancellationToken))?.ETag == view.Head.ETag)
            {
                return view;
            }
        }

        throw new InvalidOperationException($"Instance '{InstanceKeys.Decode(partition)}' changed {MaxTries} times while it was read.");
    }

    private AsyncPageable<TableEntity> QueryAsync(string partition, CancellationToken cancellationToken) => table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken);
}
