using GenOps.Cli.Books;
using GenOps.Cli.Tests.Support;
using GenOps.Cli.Up;
using GenOps.Core.Accounts;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Books;

/// <summary>The commands that read the books, whole, on tables as they are stored.</summary>
public sealed class BooksOnAzuriteTests
{
    private readonly string _month = BooksApp.Today.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Commands_OnTables_ProveExplainAndFindWhatIsWrong()
    {
        await using var azurite = await TestAzurite.StartAsync();
        string[] storage = ["--storage", azurite.ConnectionString];

        var empty = await RunAsync(["verify", "--tenant", "nobody", "--month", _month, .. storage]);
        Assert.Equal(ExitCode.Failed, empty.ExitCode);
        Assert.Contains("no books", empty.Error);

        var app = new BooksApp("GENOPS_STORAGE=tables", $"AzureWebJobsStorage={azurite.ConnectionString}");
        await app.InitializeAsync();
        var books = await RichBooks.MakeAsync(app);
        var (_, request, _) = await app.ChatAsync(books.Key);
        await app.RestAsync(books.Tenant);
        await app.DisposeAsync();

        string[] verify = ["verify", "--tenant", books.Tenant, "--month", _month, .. storage];
        var whole = await RunAsync(verify);
        Assert.True(whole.ExitCode is ExitCode.Done, whole.Output + whole.Error);
        Assert.Contains("The books hold.", whole.Output);
        Assert.DoesNotContain("AccountKey", whole.Output + whole.Error);

        var told = await RunAsync(["explain", request, .. storage]);
        Assert.Contains($"Request {request} of {books.Tenant}", told.Output);

        await using var opened = BookStorage.Open(new BookPlace(azurite.ConnectionString, "."));
        var window = await BookCopy.TamperAsync<WindowRow>(
            opened.Stores, books.Tenant, static window => window is { Path: "search", Window.IsMonth: true }, static window => window with { SpentNanoUsd = 0 });
        var tampered = await RunAsync(verify);
        Assert.Equal(ExitCode.Failed, tampered.ExitCode);
        Assert.Contains($"Look at row {window.RowKey}", tampered.Output);
    }

    [Fact]
    public async Task Verify_NothingListensThere_IsUnreachable()
    {
        const string Nobody = "AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a";

        var run = await RunAsync(["verify", "--tenant", "t", "--month", _month, "--storage", Nobody]);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.DoesNotContain("YQ==", run.Output + run.Error);
    }

    [Fact]
    public void Share_UntilDisposed_OthersFindTheStorage()
    {
        using var folder = new TemporaryFolder();
        SharedStorage.Of(folder.Path).Write("left by a killed process");

        using (SharedStorage.Share(folder.Path, "UseDevelopmentStorage=true"))
        {
            var file = SharedStorage.Of(folder.Path);
            Assert.Equal("UseDevelopmentStorage=true", file.Read());
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        }

        Assert.Null(SharedStorage.Of(folder.Path).Read());
        SharedStorage.Of(folder.Path).Write("left by a killed process");
        SharedStorage.Share(folder.Path, null).Dispose();
        Assert.Null(SharedStorage.Of(folder.Path).Read());
    }

    private static async Task<CommandRun> RunAsync(string[] args)
    {
        var run = await CommandRun.StartAsync(new Dictionary<string, string>(), null, args);
        return run with { Output = PlainText.Of(run.Output), Error = PlainText.Of(run.Error) };
    }
}
