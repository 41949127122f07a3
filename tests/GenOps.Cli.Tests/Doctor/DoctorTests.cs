using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Cli.Books;
using GenOps.Cli.Doctor;
using GenOps.Cli.Tests.Books;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Cli.Tests.Doctor;

public sealed class DoctorTests(BooksApp app) : IAsyncLifetime
{
    private const string Key = "provider-key-of-the-tests";
    private const string NoAzurite = "--AzureWebJobsStorage=AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a";

    private SimulatorServer _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await SimulatorServer.StartAsync(new SimulatorOptions { ApiKey = Key });

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Doctor_AllIsWell_NothingFailsAndNothingIsPaid()
    {
        var (_, key) = await app.TenantAsync();

        var (exitCode, checks) = await RunAsync(["--key", key, "--admin-key", BooksApp.AdminKey], $"--GENOPS_ADMIN_KEY={BooksApp.AdminKey}");

        Assert.Equal((ExitCode.Done, 0), (exitCode, checks.Count(static check => check.Status == "fail")));
        Assert.All(
            (string[])[".NET", "node", "settings", "storage", "clock", "provider", "app", "tenant key", "admin key"],
            name => Assert.Contains(checks, check => check.Name == name && check.Status == "ok"));
        Assert.Equal(0, _provider.Books.CallCount);
    }

    [Fact]
    public async Task Doctor_Paid_MakesOneCallOfOneToken()
    {
        var (_, checks) = await RunAsync(["--paid"]);

        Assert.Equal("ok", StatusOf(checks, "paid call"));
        Assert.Equal(1, Assert.Single(_provider.Books.ReadCalls()).CompletionTokens);
    }

    [Fact]
    public async Task Doctor_SettingsWrong_TellsAllOfThem()
    {
        var (exitCode, checks) = await RunAsync([], "--GenOps:LeaseSeconds=3", "--GenOps:ProviderRetries=99");

        Assert.Equal(ExitCode.Failed, exitCode);
        var faults = checks.Where(static check => check is { Name: "settings", Status: "fail" }).Select(static check => check.Detail).ToList();
        Assert.Contains(faults, static fault => fault.Contains("GenOps__LeaseSeconds is 3", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.Contains("GenOps__ProviderRetries is 99", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_SettingOfAnotherType_IsNamed()
    {
        var (exitCode, checks) = await RunAsync([], "--GenOps:AdmissionWait=soon");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains(checks, static check => check is { Name: "settings", Status: "fail" } && check.Detail.Contains("GenOps__AdmissionWait", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_ProviderRefusesTheKey_FailsWithoutShowingIt()
    {
        await using var provider = await ListedProvider.StartAsync("[]");

        var (exitCode, checks) = await RunAsync([], $"--TOGETHER_BASE_URL={provider.Address}", "--TOGETHER_API_KEY=wrong-key-of-the-tests");

        Assert.Equal((ExitCode.Failed, "fail"), (exitCode, StatusOf(checks, "provider")));
        Assert.All(checks, static check => Assert.DoesNotContain("wrong-key", check.Detail + check.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_ProviderListsOtherPrices_ComparesModelByModel()
    {
        await using var provider = await ListedProvider.StartAsync(
            """
            [{"id": "openai/gpt-oss-20b", "pricing": {"input": 0.06, "output": 0.2}}, {"id": "openai/gpt-oss-120b", "pricing": {"input": 0.15, "output": 0.6}},
             {"id": "nobody/knows-me", "pricing": {"input": 1, "output": 1}}]
            """);

        var (exitCode, checks) = await RunAsync([], $"--TOGETHER_BASE_URL={provider.Address}", $"--TOGETHER_API_KEY={ListedProvider.Key}");

        Assert.Equal((ExitCode.Done, "ok"), (exitCode, StatusOf(checks, "provider")));
        var difference = Assert.Single(checks, static check => check.Name == "prices");
        Assert.Equal(
            ("warn", "openai/gpt-oss-20b: the provider lists 0.06/0.2, calls are charged 0.05/0.2 USD per million: budgets hold less than they should"),
            (difference.Status, difference.Detail));
        Assert.StartsWith("2 of ", Assert.Single(checks, static check => check.Name == "models").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ProviderListsNothingKnown_Fails()
    {
        await using var provider = await ListedProvider.StartAsync("""{"object": "list", "data": [{"id": "nobody/knows-me"}]}""");

        var (exitCode, checks) = await RunAsync([], $"--TOGETHER_BASE_URL={provider.Address}", $"--TOGETHER_API_KEY={ListedProvider.Key}");

        Assert.Equal((ExitCode.Failed, "fail"), (exitCode, StatusOf(checks, "models")));
    }

    [Fact]
    public async Task Doctor_ProviderUnreachable_Fails()
    {
        var (_, checks) = await RunAsync([], "--TOGETHER_BASE_URL=http://127.0.0.1:1/v1");

        Assert.Equal("fail", StatusOf(checks, "provider"));
    }

    [Fact]
    public async Task Doctor_NoProviderKey_WarnsThatASimulatorAnswers()
    {
        var (_, checks) = await RunAsync([], "--TOGETHER_API_KEY=", "--TOGETHER_BASE_URL=https://api.together.xyz/v1");

        Assert.Equal(("warn", "ok"), (StatusOf(checks, "provider"), StatusOf(checks, "settings")));
    }

    [Fact]
    public async Task Doctor_ConfiguredStorageIsGone_Fails()
    {
        var (exitCode, checks) = await RunAsync([], NoAzurite, open: null);

        Assert.Equal((ExitCode.Failed, "fail"), (exitCode, StatusOf(checks, "storage")));
    }

    [Fact]
    public async Task Doctor_ClockOffStorage_Fails()
    {
        var ahead = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(1));

        var (exitCode, checks) = await RunAsync([], open: _ => new BookStorage(new MemoryRowStores(ahead), "a fast clock"));

        Assert.Equal((ExitCode.Failed, "fail"), (exitCode, StatusOf(checks, "clock")));
    }

    [Fact]
    public async Task Doctor_KeysAreWrong_FailsWithoutShowingThem()
    {
        var (exitCode, checks) = await RunAsync(["--key", "gk-wrong-key-of-a-tenant", "--admin-key", "wrong-key-of-an-admin"]);

        Assert.Equal((ExitCode.Failed, "fail", "fail"), (exitCode, StatusOf(checks, "tenant key"), StatusOf(checks, "admin key")));
        Assert.All(checks, static check => Assert.DoesNotContain("wrong-key", check.Detail + check.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_NoAppAndPortTaken_Tells()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        _ = Task.Run(async () =>
        {
            // Not an app: hangs up on everybody.
            while (true)
            {
                (await taken.AcceptTcpClientAsync()).Dispose();
            }
        });

        var (exitCode, checks) = await RunAsync(["--url", $"http://127.0.0.1:{port}"]);

        Assert.Equal((ExitCode.Failed, "fail"), (exitCode, StatusOf(checks, "port")));
    }

    [Fact]
    public async Task Doctor_NoAppAndPortFree_Warns()
    {
        var (_, checks) = await RunAsync(["--url", $"http://127.0.0.1:{FreePort.Next()}"]);

        Assert.Equal(("warn", "ok"), (StatusOf(checks, "app"), StatusOf(checks, "port")));
    }

    [Fact]
    public async Task Doctor_SomethingElseAnswers_IsNoApp()
    {
        var (_, checks) = await RunAsync(["--url", _provider.BaseAddress.GetLeftPart(UriPartial.Authority)]);

        Assert.Equal("fail", StatusOf(checks, "app"));
    }

    private static string StatusOf(IReadOnlyList<Found> checks, string name) => checks.First(check => check.Name == name).Status;

    private Task<(ExitCode ExitCode, IReadOnlyList<Found> Checks)> RunAsync(string[] args, params string[] settings) =>
        RunAsync(args, _ => new BookStorage(app.Stores, "rows of a test"), settings);

    private Task<(ExitCode ExitCode, IReadOnlyList<Found> Checks)> RunAsync(string[] args, Func<BookPlace, BookStorage> open) => RunAsync(args, open, []);

    private Task<(ExitCode ExitCode, IReadOnlyList<Found> Checks)> RunAsync(string[] args, string setting, Func<BookPlace, BookStorage>? open) =>
        RunAsync(args, open ?? (_ => BookStorage.Open(new BookPlace(setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..], "."))), [setting]);

    private async Task<(ExitCode ExitCode, IReadOnlyList<Found> Checks)> RunAsync(string[] args, Func<BookPlace, BookStorage> open, string[] settings)
    {
        using var folder = new TemporaryFolder();
        await using var output = new StringWriter();
        var host = new CommandHost(new Terminal
        {
            Output = output,
            Error = TextWriter.Null,
            Input = TextReader.Null,
            Variable = name => name switch { "GENOPS_URL" => app.Address.ToString(), "GENOPS_CONFIG" => Path.Combine(folder.Path, "none.json"), _ => null },
        });
        string[] all = ["--GENOPS_STORAGE=tables", $"--TOGETHER_BASE_URL={_provider.BaseAddress}", $"--TOGETHER_API_KEY={Key}", .. settings];
        var exitCode = await CommandLine.RunAsync(["doctor", "--json", .. args], host, DoctorCommand.Create(host, open, all));
        var checks = JsonElement.Parse(output.ToString()).GetProperty("checks").EnumerateArray();
        return (exitCode, [.. checks.Select(static check => new Found(Text(check, "name"), Text(check, "status"), Text(check, "detail"), Text(check, "remedy")))]);
    }

    private static string Text(JsonElement check, string name) => check.GetProperty(name).GetString() ?? "";

    private sealed record Found(string Name, string Status, string Detail, string Remedy);
}
