using GenOps.Adapters.Blobs;
using GenOps.Adapters.Memory;
using GenOps.Adapters.Storage;
using GenOps.Adapters.Tables;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Tests.Storage;

public sealed class StorageRegistrationTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(null, typeof(TableRowStores), typeof(BlobStore))]
    [InlineData("tables", typeof(TableRowStores), typeof(BlobStore))]
    [InlineData("memory", typeof(MemoryRowStores), typeof(MemoryBlobStore))]
    public void AddStorage_Kind_RegistersItsStores(string? kind, Type rows, Type blobs)
    {
        using var provider = Build(("GENOPS_STORAGE", kind));

        Assert.IsType(rows, provider.GetRequiredService<IRowStores>());
        Assert.IsType(blobs, provider.GetRequiredService<IBlobStore>());
        Assert.Same(provider.GetRequiredService<IRowStores>(), provider.GetRequiredService<IRowStores>());
    }

    [Fact]
    public async Task AddStorage_Azurite_KeepsRowsAndBlobsUnderTheGivenNames()
    {
        using var provider = Build(
            ("AzureWebJobsStorage", azurite.ConnectionString), ("GenOps:Storage:AccountsTable", "named"), ("GenOps:Storage:BlobContainer", "named"));
        var rows = provider.GetRequiredService<IRowStores>();
        await rows.CheckAsync(CancellationToken.None);
        await rows.Accounts.CommitAsync("p", [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None);
        await provider.GetRequiredService<IBlobStore>().PutAsync("named", new byte[1], CancellationToken.None);

        Assert.Null(await azurite.Rows.Accounts.GetAsync("p", HeadRow.Key, CancellationToken.None));
        Assert.Null(await azurite.Blobs.GetAsync("named", 1, CancellationToken.None));
    }

    [Fact]
    public void AddStorage_EverythingWrong_ReportsAllOfItAtStart()
    {
        using var provider = Build(
            ("GENOPS_STORAGE", "disk"),
            ("AzureWebJobsStorage", "AccountName=acme;AccountKey=c2VjcmV0"),
            ("GenOps:LedgerStorage:accountName", "Not-A-Name"),
            ("GenOps:Storage:AccountsTable", "1st"),
            ("GenOps:Storage:DirectoryTable", "1ST"),
            ("GenOps:Storage:BlobContainer", "No"),
            ("GenOps:Storage:CommitTimeoutSeconds", "0"),
            ("GenOps:Storage:ReadTimeoutSeconds", "61"),
            ("GenOps:Storage:ReadRetries", "-1"),
            ("GenOps:Storage:BlobTimeoutSeconds", "601"));

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        string[] named =
        [
            "GENOPS_STORAGE is 'disk'", "GenOps__LedgerStorage__accountName", "__AccountsTable", "__DirectoryTable is '1ST'; it must be 3",
            "__DirectoryTable is '1ST'; it must be another", "__BlobContainer", "__CommitTimeoutSeconds is '0'; it must be 1 to 60", "__ReadTimeoutSeconds",
            "__ReadRetries", "__BlobTimeoutSeconds",
        ];
        Assert.All(named, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", exception.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build();
        return new ServiceCollection().AddStorage(configuration).BuildServiceProvider();
    }
}
