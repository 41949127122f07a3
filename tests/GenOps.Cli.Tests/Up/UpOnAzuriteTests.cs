using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using GenOps.Cli.Tests.Support;
using GenOps.Cli.Up;
using GenOps.Simulator;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

public sealed class UpOnAzuriteTests : IDisposable
{
    private const string NobodyThere =
        "AccountName=devstoreaccount1;AccountKey=aaaa;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;"
        + "BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    private readonly TemporaryFolder _data = new();

    private string AzuritePidFile => Path.Combine(_data.Path, "storage", "azurite.pid");

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Up_Again_SameKeyWorksAndTheBudgetKnowsWhatWasSpent()
    {
        string key;
        long spent;
        await using (var first = await UpProcess.StartReadyAsync(_data.Path, "azurite"))
        {
            key = await first.RowAsync("Tenant key");
            var genops = (await first.RunPrintedCommandAsync()).GetProperty("genops");
            spent = genops.GetProperty("cost_nano_usd").GetInt64();
            Assert.Equal("10.000000000", LimitUsd(genops));
            Assert.Equal(ExitCode.Done, (await VerifyAsync()).ExitCode);
            await ChangeLimitAsync(await first.AddressAsync(), await first.RowAsync("Admin key"), "7.00");
            var azurite = ReadAzuritePid();
            Assert.Contains("azurite", CommandLine(azurite), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(0, await first.StopAsync());
            AssertAzuriteIsGone(azurite);
            Assert.Null(SharedStorage.Of(_data.Path).Read());
        }

        await using var second = await UpProcess.StartReadyAsync(_data.Path, "azurite");
        Assert.Equal(key, await second.RowAsync("Tenant key"));
        var again = (await second.RunPrintedCommandAsync()).GetProperty("genops");

        Assert.True(SpentNanoUsd(again) >= spent, $"{again}");
        Assert.Equal("7.000000000", LimitUsd(again));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.Path, "demo-key")));
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Up_AzuriteDies_EndsWithOneClearLine()
    {
        await using var up = await UpProcess.StartReadyAsync(_data.Path, storage: null, ("AzureWebJobsStorage", NobodyThere));
        Assert.Contains("AzureWebJobsStorage is set but not usable", up.Output);
        var app = await up.AddressAsync();

        // After a call the app holds a lease, which it can't give back to a storage that is gone.
        await up.RunPrintedCommandAsync();

        using (var azurite = Process.GetProcessById(ReadAzuritePid()))
        {
            azurite.Kill();
        }

        Assert.Equal((int)ExitCode.Failed, await up.WaitForExitAsync());
        Assert.Contains("error: Azurite ended by itself", up.Output);
        await UpProcess.AssertNothingListensAsync(app);
    }

    [Fact]
    public async Task Up_PortTaken_NamesTheFlagAndLeavesNothingRunning()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var up = UpProcess.Start(["up", "--port", $"{port}", "--data", _data.Path, "--storage", "azurite"]);

        Assert.Equal((int)ExitCode.Failed, await up.WaitForExitAsync());
        var fault = Assert.Single(up.Output.Split('\n'), static line => line.StartsWith("error:", StringComparison.Ordinal));
        Assert.Contains($"{port}", fault);
        Assert.Contains("--port N", fault);
        Assert.True(Directory.Exists(Path.GetDirectoryName(AzuritePidFile)), "Azurite was never started.");
        AssertAzuriteIsGone();
    }

    [Fact]
    public async Task Up_NoNode_NamesBothRemedies()
    {
        await using var up = UpProcess.Start(
            ["up", "--port", "0", "--data", _data.Path], ("PATH", _data.Path));

        Assert.Equal((int)ExitCode.Failed, await up.WaitForExitAsync());
        Assert.Contains("install it from https://nodejs.org", up.Output);
        Assert.Contains("--storage memory", up.Output);
    }

    [Fact]
    public async Task Up_EverythingConfigured_StartsNothingOfItsOwnAndReplacesADeadKey()
    {
        await using var azurite = await TestAzurite.StartAsync();
        await using var provider = await SimulatorServer.StartAsync(new SimulatorOptions { ApiKey = "provider-key" });
        var deadKey = $"gk-{new string('0', 20)}-{new string('0', 52)}";
        await File.WriteAllTextAsync(Path.Combine(_data.Path, "demo-key"), deadKey);

        await using var up = await UpProcess.StartReadyAsync(
            _data.Path,
            storage: null,
            ("AzureWebJobsStorage", azurite.ConnectionString),
            ("TOGETHER_API_KEY", "provider-key"),
            ("TOGETHER_BASE_URL", provider.BaseAddress.ToString()),
            ("GENOPS_ADMIN_KEY", "admin-key"));
        await up.RunPrintedCommandAsync();

        Assert.Equal(1, provider.Books.CallCount);
        Assert.Equal("admin-key", await up.RowAsync("Admin key"));
        Assert.DoesNotContain("simulator", up.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("provider-key", up.Output);
        Assert.False(Directory.Exists(Path.GetDirectoryName(AzuritePidFile)), "Azurite was started.");
        var key = await up.RowAsync("Tenant key");
        Assert.NotEqual(deadKey, key);
        Assert.Equal(key, (await File.ReadAllTextAsync(Path.Combine(_data.Path, "demo-key"))).Trim());
        Assert.Equal(0, await up.StopAsync());
    }

    /// <summary>The file goes with the process, and the process named in it before is gone (or a zombie that nobody reaps).</summary>
    private void AssertAzuriteIsGone(int pid = 0)
    {
        Assert.False(File.Exists(AzuritePidFile), "The file of Azurite's process is left.");
        Assert.DoesNotContain("azurite", CommandLine(pid), StringComparison.OrdinalIgnoreCase);
    }

    private static string CommandLine(int pid)
    {
        var file = $"/proc/{pid}/cmdline";
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    // Finds the storage of a running 'up' by its data folder.
    private Task<CommandRun> VerifyAsync()
    {
        var month = TimeProvider.System.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return CommandRun.StartAsync(
            new Dictionary<string, string>(), null, ["verify", "--tenant", "demo", "--month", month, "--data", _data.Path]);
    }

    private int ReadAzuritePid() => int.Parse(File.ReadAllText(AzuritePidFile), CultureInfo.InvariantCulture);

    private static async Task ChangeLimitAsync(Uri app, string adminKey, string dailyLimitUsd)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", adminKey);
        using var answer = await client.PutAsJsonAsync(
            new Uri(app, "/genops/tenants/demo"), new { policy = "enforced", daily_limit_usd = dailyLimitUsd });
        answer.EnsureSuccessStatusCode();
    }

    private static string? LimitUsd(JsonElement genops) => genops.GetProperty("budget").GetProperty("limit_usd").GetString();

    private static long SpentNanoUsd(JsonElement genops)
    {
        var spent = genops.GetProperty("budget").GetProperty("spent_usd").GetString()!;
        return long.Parse(spent.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
