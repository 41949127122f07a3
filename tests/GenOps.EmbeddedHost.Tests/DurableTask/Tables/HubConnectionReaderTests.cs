using GenOps.EmbeddedHost.DurableTask.Tables;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Tables;

/// <summary>The forms of <c>AzureWebJobsStorage</c>, and what is said of wrong ones.</summary>
public sealed class HubConnectionReaderTests
{
    [Fact]
    public void Read_ConnectionString_NamesItsAccount() => Assert.Equal(
        "acct", AccountOf(("AzureWebJobsStorage", "AccountName=acct;AccountKey=a2V5;EndpointSuffix=core.windows.net")));

    [Fact]
    public void Read_Nothing_IsTheEmulator() => Assert.Equal("devstoreaccount1", AccountOf());

    [Fact]
    public void Read_AccountNameWithManagedIdentity_NamesItsAccount() => Assert.Equal(
        "acct",
        AccountOf(
            ("AzureWebJobsStorage:accountName", "acct"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("AzureWebJobsStorage:clientId", "6e8f")));

    [Fact]
    public void Read_ServiceUris_NameTheirAccount() => Assert.Equal(
        "own",
        AccountOf(
            ("AzureWebJobsStorage:tableServiceUri", "https://own.table.core.usgovcloudapi.net"),
            ("AzureWebJobsStorage:blobServiceUri", "https://own.blob.core.usgovcloudapi.net")));

    [Theory]
    [InlineData("AzureWebJobsStorage is not a storage connection string", "", "nonsense;AccountKey=secret")]
    [InlineData("AzureWebJobsStorage is set, and so is its identity form", "", "UseDevelopmentStorage=true", "accountName", "acct")]
    [InlineData("accountName is 'A/b'", "accountName", "A/b")]
    [InlineData("AzureWebJobsStorage__blobServiceUri is missing", "tableServiceUri", "https://own.table.core.windows.net")]
    [InlineData("tableServiceUri is not an https address", "tableServiceUri", "http://own.table.core.windows.net", "accountName", "own")]
    [InlineData("credential is 'key'; use managedidentity", "accountName", "acct", "credential", "key")]
    public void Read_Wrong_SaysWhatAndKeepsSecrets(string expected, params string[] settings)
    {
        var faults = new List<string>();
        var pairs = settings.Chunk(2).Select(static pair => (pair[0].Length == 0 ? "AzureWebJobsStorage" : "AzureWebJobsStorage:" + pair[0], pair[1]));

        Assert.Null(HubConnectionReader.Read(Configuration([.. pairs]), faults));

        var fault = Assert.Single(faults);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TestHubName", true)]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    [InlineData("1abc", false)]
    [InlineData("my-hub", false)]
    [InlineData("abc\n", false)]
    [InlineData("h234567890123456789012345678901234567890123456", false)]
    public void IsValid_HubName_FollowsTheRule(string name, bool isValid) => Assert.Equal(isValid, HubNames.IsValid(name));

    private static string AccountOf(params (string Key, string Value)[] settings)
    {
        var faults = new List<string>();
        var connection = HubConnectionReader.Read(Configuration(settings), faults);
        Assert.Empty(faults);
        var tables = connection!.CreateTableClient(new Azure.Data.Tables.TableClientOptions());
        Assert.Equal(tables.AccountName, connection.CreateBlobClient(new Azure.Storage.Blobs.BlobClientOptions()).AccountName);
        return tables.AccountName;
    }

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();
}
