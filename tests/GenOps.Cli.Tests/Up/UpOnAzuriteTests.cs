using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

public sealed class UpOnAzuriteTests : IDisposable
{
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
            Assert.Equal(0, await first.StopAsync());
            Assert.False(File.Exists(AzuritePidFile), "Azurite still runs.");
        }

        await using var second = await UpProcess.StartReadyAsync(_data.Path, "azurite");
        Assert.Equal(key, await second.RowAsync("Tenant key"));
        var again = (await second.RunPrintedCommandAsync()).GetProperty("genops");

        Assert.True(SpentNanoUsd(again) >= spent, $"{again}");
        Assert.Equal("10.000000000", again.GetProperty("budget").GetProperty("limit_usd").GetString());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.Path, "demo-key")));
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Up_AzuriteDies_EndsWithOneClearLine()
    {
        await using var up = await UpProcess.StartReadyAsync(_data.Path, "azurite");
        var app = await up.AddressAsync();

        using (var azurite = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(AzuritePidFile), CultureInfo.InvariantCulture)))
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
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        await using var up = UpProcess.Start(["up", "--port", $"{port}", "--data", _data.Path, "--storage", "azurite"]);

        Assert.Equal((int)ExitCode.Failed, await up.WaitForExitAsync());
        var fault = Assert.Single(up.Output.Split('\n'), static line => line.StartsWith("error:", StringComparison.Ordinal));
        Assert.Contains($"{port}", fault);
        Assert.Contains("--port N", fault);
        Assert.True(Directory.Exists(Path.GetDirectoryName(AzuritePidFile)), "Azurite was never started.");
        Assert.False(File.Exists(AzuritePidFile), "Azurite still runs.");
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

    private static long SpentNanoUsd(JsonElement genops)
    {
        var spent = genops.GetProperty("budget").GetProperty("spent_usd").GetString()!;
        return long.Parse(spent.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
