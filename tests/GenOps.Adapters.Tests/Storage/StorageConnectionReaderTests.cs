using Azure.Data.Tables;
using Azure.Storage.Blobs;
using GenOps.Adapters.Storage;
using Microsoft.Extensions.Configuration;

namespace GenOps.Adapters.Tests.Storage;

public sealed class StorageConnectionReaderTests
{
    private const string KeyString = "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    [Fact]
    public void Read_Nothing_IsTheEmulator() =>
        Assert.Equal(("http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1"), EndpointsOf());

    [Fact]
    public void Read_ConnectionString_HasItsEndpoints() => Assert.Equal(
        ("https://acme.table.core.windows.net", "https://acme.blob.core.windows.net"), EndpointsOf(("AzureWebJobsStorage", KeyString)));

    [Fact]
    public void Read_SharedAccessSignature_HasItsEndpoints() => Assert.Equal(
        ("https://t.example", "https://b.example"),
        EndpointsOf(("AzureWebJobsStorage", "TableEndpoint=https://t.example;BlobEndpoint=https://b.example;SharedAccessSignature=sv=2020&sig=c2VjcmV0")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("managedidentity", null)]
    [InlineData("ManagedIdentity", "2f6ac36c-5e53-4b0c-93f6-4b9b6d4cdb0b")]
    public void Read_AccountNameWithIdentity_HasAzuresEndpoints(string? credential, string? clientId) => Assert.Equal(
        ("https://acme.table.core.windows.net", "https://acme.blob.core.windows.net"),
        EndpointsOf(
            ("AzureWebJobsStorage:accountName", "acme"), ("AzureWebJobsStorage:credential", credential), ("AzureWebJobsStorage:clientId", clientId)));

    [Fact]
    public void Read_ServiceUris_ComeBeforeTheAccountName() => Assert.Equal(
        ("https://t.example", "https://acme.blob.core.windows.net"),
        EndpointsOf(("AzureWebJobsStorage:accountName", "acme"), ("AzureWebJobsStorage:tableServiceUri", "https://t.example")));

    [Fact]
    public void Read_LedgerStorage_TakesTheTablesOnly() => Assert.Equal(
        ("https://ledger.table.core.windows.net", "https://acme.blob.core.windows.net"),
        EndpointsOf(("AzureWebJobsStorage", KeyString), ("GenOps:LedgerStorage:accountName", "ledger")));

    [Fact]
    public void Read_LedgerStorageAsText_TakesTheTablesOnly() => Assert.Equal(
        ("https://acme.table.core.windows.net", "http://127.0.0.1:10000/devstoreaccount1"), EndpointsOf(("GenOps:LedgerStorage", KeyString)));

    [Fact]
    public void Read_LedgerStorageEmpty_IsNotSet() => Assert.Equal(
        ("https://acme.table.core.windows.net", "https://acme.blob.core.windows.net"),
        EndpointsOf(("AzureWebJobsStorage", KeyString), ("GenOps:LedgerStorage", string.Empty)));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=acme;AccountKey=c2VjcmV0!")]
    [InlineData("AccountName=acme")]
    [InlineData("UseDevelopmentStorage=c2VjcmV0")]
    [InlineData("TableEndpoint=c2VjcmV0;AccountName=a;AccountKey=c2VjcmV0")]
    public void Read_BadConnectionString_IsOneFaultWithoutTheKey(string text)
    {
        var fault = Assert.Single(FaultsOf(("AzureWebJobsStorage", text)));

        Assert.StartsWith("AzureWebJobsStorage is not a storage connection string.", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextAndIdentity_IsAFault() => Assert.Equal(
        ["AzureWebJobsStorage is set, and so is its identity form (AzureWebJobsStorage__…); use one of them."],
        FaultsOf(("AzureWebJobsStorage", KeyString), ("AzureWebJobsStorage:accountName", "acme")));

    [Fact]
    public void Read_BadIdentity_ReportsEveryFault() => Assert.Equal(
        [
            "GenOps__LedgerStorage__tableServiceUri is not an https address, such as https://ACCOUNT.table.core.windows.net.",
            "GenOps__LedgerStorage__credential is 'password'; use managedidentity or leave it out.",
        ],
        FaultsOf(("GenOps:LedgerStorage:tableServiceUri", "http://t.example"), ("GenOps:LedgerStorage:credential", "password")));

    [Fact]
    public void Read_IdentityWithoutEndpoints_NamesWhatIsMissing() => Assert.Equal(
        [
            "AzureWebJobsStorage__accountName or AzureWebJobsStorage__tableServiceUri is missing.",
            "AzureWebJobsStorage__accountName or AzureWebJobsStorage__blobServiceUri is missing.",
        ],
        FaultsOf(("AzureWebJobsStorage:credential", "managedidentity")));

    private static (string Tables, string Blobs) EndpointsOf(params (string Key, string? Value)[] settings)
    {
        var faults = new List<string>();
        var (tables, blobs) = StorageConnectionReader.Read(Configuration(settings), faults);
        Assert.Empty(faults);
        return (
            WithoutSignature(tables!.CreateTableClient(new TableClientOptions()).Uri),
            WithoutSignature(blobs!.CreateBlobClient(new BlobClientOptions()).Uri));
    }

    private static string WithoutSignature(Uri uri) => uri.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static List<string> FaultsOf(params (string Key, string? Value)[] settings)
    {
        var faults = new List<string>();
        StorageConnectionReader.Read(Configuration(settings), faults);
        return faults;
    }

    private static IConfigurationRoot Configuration((string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value))
        .Build();
}
