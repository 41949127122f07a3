using Azure.Data.Tables;
using Azure.Storage.Blobs;
using GenOps.TestKit;

namespace GenOps.Azurite.Tests;

public sealed class AzuriteInstanceTests : IDisposable
{
    private const int Rows = 500;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task StartAsync_InMemory_ServesTablesAndBlobs()
    {
        await using var azurite = await TestAzurite.StartAsync();

        await WriteRowsAsync(azurite.ConnectionString, 1);
        var container = new BlobContainerClient(azurite.ConnectionString, "things");
        await container.CreateAsync();
        await container.UploadBlobAsync("a", BinaryData.FromString("text"));

        Assert.Equal(1, await CountRowsAsync(azurite.ConnectionString));
        Assert.Equal("text", (await container.GetBlobClient("a").DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal("/devstoreaccount1", azurite.QueueEndpoint.AbsolutePath);
    }

    [Fact]
    public async Task StopAsync_RightAfterWrites_KeepsEveryRow()
    {
        await using (var first = await TestAzurite.StartAsync(_data.Path))
        {
            await WriteRowsAsync(first.ConnectionString, Rows);
            await first.StopAsync();
            Assert.True(first.Exited.IsCompleted);
        }

        await using var second = await TestAzurite.StartAsync(_data.Path);
        Assert.Equal(Rows, await CountRowsAsync(second.ConnectionString));
    }

    [Fact]
    public async Task StartAsync_DataFolderInUse_IsRefused()
    {
        await using var first = await TestAzurite.StartAsync(_data.Path);

        var exception = await Assert.ThrowsAsync<AzuriteException>(() => TestAzurite.StartAsync(_data.Path));

        Assert.Contains(_data.Path, exception.Message);
    }

    [Fact]
    public async Task Launcher_InterruptedFromTerminal_KeepsServing()
    {
        await using var starter = await StartThroughParentAsync();
        var connectionString = await ConnectionStringAsync(starter);

        starter.SignalGroup(UnixSignal.Interrupt);

        await WriteRowsAsync(connectionString, Rows);
        Assert.Equal(Rows, await CountRowsAsync(connectionString));
    }

    [Fact]
    public async Task Launcher_StarterKilled_SavesEveryRowBeforeTheNextStartReadsThem()
    {
        await using (var starter = await StartThroughParentAsync())
        {
            await WriteRowsAsync(await ConnectionStringAsync(starter), Rows);
            starter.Signal(UnixSignal.Kill);
        }

        await using var next = await TestAzurite.StartAsync(_data.Path);

        Assert.Equal(Rows, await CountRowsAsync(next.ConnectionString));
    }

    /// <summary>A starter that can be killed, leading its own process group as a shell's foreground job does.</summary>
    private async Task<ChildProcess> StartThroughParentAsync()
    {
        const string Parent = """
            process.on('SIGINT', () => {});
            const [launcher, script, data] = process.argv.slice(1);
            require('node:child_process').spawn(process.execPath,
              [launcher, script, '--silent', '--location', data, '--blobPort', '0', '--queuePort', '0', '--tablePort', '0',
                '--disableTelemetry', '--skipApiVersionCheck'],
              { stdio: ['pipe', 'inherit', 'inherit'] });
            """;
        var script = await AzuriteInstallation.EnsureAsync(
            new AzuriteOptions { InstallFolder = TestAzurite.InstallFolder }, TimeProvider.System, TestContext.Current.CancellationToken);
        return ChildProcess.Start(
            "setsid",
            [
                "node", "-e", Parent,
                Path.Combine(AzuriteInstallation.SourceFolder, "launch.cjs"), script, _data.Path,
            ]);
    }

    private static async Task<string> ConnectionStringAsync(ChildProcess starter)
    {
        var table = await starter.WaitForLineAsync(@"Table service is successfully listening at (\S+)");
        return "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + $"TableEndpoint={table.Groups[1].Value}/devstoreaccount1;";
    }

    private static async Task WriteRowsAsync(string connectionString, int count)
    {
        var table = new TableClient(connectionString, "rows");
        await table.CreateIfNotExistsAsync();
        for (var start = 0; start < count; start += 100)
        {
            var rows = Enumerable.Range(start, Math.Min(100, count - start))
                .Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{row:d6}")));
            await table.SubmitTransactionAsync(rows);
        }
    }

    private static async Task<int> CountRowsAsync(string connectionString)
    {
        var count = 0;
        await foreach (var row in new TableClient(connectionString, "rows").QueryAsync<TableEntity>())
        {
            count++;
        }

        return count;
    }
}
