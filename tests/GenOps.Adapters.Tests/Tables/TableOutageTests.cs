using Azure.Data.Tables;
using GenOps.Adapters.Storage;
using GenOps.Adapters.Tables;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Rows;
using GenOps.TestKit;

namespace GenOps.Adapters.Tests.Tables;

/// <summary>Real sockets between the store and the service: nothing there, or an answer that never arrives.</summary>
public sealed class TableOutageTests(AzuriteFixture azurite)
{
    private readonly string _partition = TestNames.Next();

    [Fact]
    public async Task Any_NobodyListens_IsUnavailable()
    {
        using var nobody = new DeadPort();
        var stores = StoresAt(new Uri(nobody.Address, "devstoreaccount1"));

        var faults = new[]
        {
            await Assert.ThrowsAsync<RowStoreException>(() => InsertAsync(stores.Accounts, 1)),
            await Assert.ThrowsAsync<RowStoreException>(async () => await stores.Accounts.GetAsync("p", "a", CancellationToken.None)),
            await Assert.ThrowsAsync<RowStoreException>(async () => await stores.Accounts.QueryAsync("p", "a", "b", 1, null, CancellationToken.None)),
            await Assert.ThrowsAsync<RowStoreException>(async () => await stores.CheckAsync(CancellationToken.None)),
        };

        Assert.All(faults, fault => Assert.Equal(RowStoreFault.Unavailable, fault.Kind));
        Assert.All(faults, fault => Assert.True(fault.IsRetryable));
    }

    [Fact]
    public async Task Commit_ConnectionClosedInsteadOfAnswer_IsUnknownAndHappenedOnce()
    {
        await using var proxy = new TcpProxy(azurite.TableEndpoint);
        var store = StoresAt(proxy.Address).Accounts;
        await InsertAsync(store, 1);
        proxy.Mode = TcpProxyMode.CloseInsteadOfAnswer;

        // On the connection of the first commit: there a handler might be tempted to try again on a new one.
        var exception = await Assert.ThrowsAsync<RowStoreException>(() => InsertAsync(store, 2));

        Assert.Equal(RowStoreFault.Unknown, exception.Kind);
        Assert.Equal(1, proxy.Connections);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Commit_NoAnswer_IsUnknownAndHappened()
    {
        await using var proxy = new TcpProxy(azurite.TableEndpoint) { Mode = TcpProxyMode.KeepAnswer };

        var exception = await Assert.ThrowsAsync<RowStoreException>(() => InsertAsync(StoresAt(proxy.Address).Accounts, 1));

        Assert.Equal(RowStoreFault.Unknown, exception.Kind);
        Assert.Equal(1, proxy.Connections);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Commit_CancelledWhileWaiting_IsUnknownAndHappened()
    {
        await using var proxy = new TcpProxy(azurite.TableEndpoint) { Mode = TcpProxyMode.KeepAnswer };
        using var cancelling = new CancellationTokenSource();
        var commit = InsertAsync(StoresAt(proxy.Address, timeoutSeconds: 60).Accounts, 1, cancelling.Token);
        await proxy.Swallowed;

        await cancelling.CancelAsync();

        var exception = await Assert.ThrowsAsync<RowStoreException>(() => commit);
        Assert.Equal(RowStoreFault.Unknown, exception.Kind);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Get_NoAnswer_IsUnavailable()
    {
        await using var proxy = new TcpProxy(azurite.TableEndpoint) { Mode = TcpProxyMode.KeepAnswer };

        var exception = await Assert.ThrowsAsync<RowStoreException>(
            async () => await StoresAt(proxy.Address).Accounts.GetAsync(_partition, "a", CancellationToken.None));

        Assert.Equal(RowStoreFault.Unavailable, exception.Kind);
    }

    [Fact]
    public async Task Get_CancelledWhileWaiting_IsCancelled()
    {
        await using var proxy = new TcpProxy(azurite.TableEndpoint) { Mode = TcpProxyMode.KeepAnswer };
        using var cancelling = new CancellationTokenSource();
        var get = StoresAt(proxy.Address, timeoutSeconds: 60).Accounts.GetAsync(_partition, "a", cancelling.Token).AsTask();
        await proxy.Swallowed;

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
    }

    [Fact]
    public async Task Check_NewTables_MakesThem()
    {
        var options = new StorageOptions { AccountsTable = "newaccounts", DirectoryTable = "newdirectory" };
        var stores = new TableRowStores(StorageConnection.Parse(azurite.ConnectionString), options);
        var commit = await Assert.ThrowsAsync<RowStoreException>(() => InsertAsync(stores.Accounts, 1));
        var get = await Assert.ThrowsAsync<RowStoreException>(async () => await stores.Directory.GetAsync(_partition, "a", CancellationToken.None));

        await stores.CheckAsync(CancellationToken.None);
        await stores.CheckAsync(CancellationToken.None);

        Assert.Equal([RowStoreFault.Unavailable, RowStoreFault.Unavailable], [commit.Kind, get.Kind]);
        await InsertAsync(stores.Accounts, 1);
        Assert.Null(await stores.Directory.GetAsync(_partition, "a", CancellationToken.None));
    }

    [Fact]
    public async Task Read_RowOfAnotherMaking_IsRefused()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient(new StorageOptions().AccountsTable);
        TableEntity[] rows =
        [
            new(_partition, "no-type"),
            new(_partition, "new-type") { ["Type"] = "FromTheFuture" },
            new(_partition, "a") { ["Type"] = "Head", ["LimitsVersion"] = 1L },
            Window("w|2026-11-24|x", "2026-11-24", "y"),
            Window("w|no-day|", "no-day", string.Empty),
        ];
        foreach (var row in rows)
        {
            await table.AddEntityAsync(row);

            var exception = await Assert.ThrowsAsync<InvalidDataException>(
                async () => await azurite.Rows.Accounts.GetAsync(_partition, row.RowKey, CancellationToken.None));
            Assert.Contains(row.RowKey, exception.Message, StringComparison.Ordinal);
        }
    }

    private TableEntity Window(string key, string window, string path) => new(_partition, key)
    {
        ["Type"] = "Window",
        ["Window"] = window,
        ["Path"] = path,
        ["SpentNanoUsd"] = 1L,
        ["HeldNanoUsd"] = 1L,
        ["ScopesVersion"] = 1L,
    };

    private TableRowStores StoresAt(Uri tables, int timeoutSeconds = 1) => new(
        StorageConnection.Parse(azurite.ConnectionString.Replace(azurite.TableEndpoint.ToString(), tables.ToString(), StringComparison.Ordinal)),
        new StorageOptions { CommitTimeoutSeconds = timeoutSeconds, ReadTimeoutSeconds = timeoutSeconds, ReadRetries = 0 });

    private async Task InsertAsync(IRowStore store, int number, CancellationToken cancellationToken = default) => Assert.True(
        (await store.CommitAsync(_partition, [RowChange.Insert(RowSamples.Entry(number))], cancellationToken)).IsCommitted);

    private async Task<int> CountAsync() =>
        (await azurite.Rows.Accounts.QueryAsync(_partition, "e|", "e}", 100, null, CancellationToken.None)).Rows.Count;
}
