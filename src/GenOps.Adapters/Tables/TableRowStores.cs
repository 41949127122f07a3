using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables;

/// <summary>The row stores in Azure Table Storage, or in what speaks its protocol. Thread safe; one for the whole process.</summary>
public sealed class TableRowStores : IRowStores
{
    private readonly TableRowStore _accounts;
    private readonly TableRowStore _directory;

    /// <summary>Connects lazily: nothing is sent before the first call.</summary>
    public TableRowStores(StorageConnection connection, StorageOptions options)
        : this(connection, options, StorageTransport.Create())
    {
    }

    internal TableRowStores(StorageConnection connection, StorageOptions options, HttpPipelineTransport transport)
    {
        var reads = connection.CreateTableClient(ReadOptions(options, transport));
        var commits = connection.CreateTableClient(CommitOptions(options, transport));
        _accounts = Open(options.AccountsTable);
        _directory = Open(options.DirectoryTable);

        TableRowStore Open(string table) => new(reads.GetTableClient(table), commits.GetTableClient(table));
    }

    /// <inheritdoc/>
    public IRowStore Accounts => _accounts;

    /// <inheritdoc/>
    public IRowStore Directory => _directory;

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken)
    {
        await _directory.CheckAsync(cancellationToken);
        return await _accounts.CheckAsync(cancellationToken);
    }

    private static TableClientOptions ReadOptions(StorageOptions options, HttpPipelineTransport transport)
    {
        var client = new TableClientOptions { Transport = transport };
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = options.ReadRetries;
        client.Retry.Delay = TimeSpan.FromMilliseconds(100);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(options.ReadTimeoutSeconds);
        return client;
    }

    // A transaction that is sent again after a lost answer meets its own rows and looks like a conflict: never again.
    private static TableClientOptions CommitOptions(StorageOptions options, HttpPipelineTransport transport)
    {
        var client = new TableClientOptions { Transport = transport };
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(options.CommitTimeoutSeconds);
        return client;
    }
}
