using System.Net.Sockets;
using System.Text.Json;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

/// <summary>The built command line as its user runs it, but blind to the settings of the machine that runs the tests.</summary>
internal sealed class UpProcess : IAsyncDisposable
{
    private static readonly string[] Settings =
    [
        "AzureWebJobsStorage", "TOGETHER_API_KEY", "TOGETHER_BASE_URL", "GENOPS_ADMIN_KEY", "GENOPS_STORAGE", "ASPNETCORE_URLS",
    ];

    /// <summary>The first run on a machine gets Azurite from npm.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    private readonly ChildProcess _process;
    private readonly TemporaryFolder _scriptRoot;

    private UpProcess(ChildProcess process, TemporaryFolder scriptRoot)
    {
        _process = process;
        _scriptRoot = scriptRoot;
    }

    /// <summary>The user's profiles, which this process alone has.</summary>
    public string ProfileFile => Path.Combine(_scriptRoot.Path, "config.json");

    public string Output => string.Join('\n', _process.Lines);

    /// <summary>Starts <c>genops</c> with the arguments.</summary>
    public static UpProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        // host.json without a local.settings.json beside it.
        var scriptRoot = new TemporaryFolder();
        File.Copy(RepositoryRoot.Combine("host.json"), Path.Combine(scriptRoot.Path, "host.json"));
        var variables = Settings.ToDictionary(static name => name, static _ => (string?)null);
        variables["AzureWebJobsScriptRoot"] = scriptRoot.Path;
        variables["GENOPS_CONFIG"] = Path.Combine(scriptRoot.Path, "config.json");
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return new UpProcess(
            ChildProcess.StartDotnet(Path.Combine(AppContext.BaseDirectory, "genops.dll"), arguments, variables), scriptRoot);
    }

    /// <summary>Starts <c>up</c> on a free port and waits until it says that all is ready.</summary>
    public static async Task<UpProcess> StartReadyAsync(
        string dataFolder, string? storage, params (string Name, string Value)[] environment)
    {
        string[] flag = storage is null ? [] : ["--storage", storage];
        var process = Start(["up", "--port", "0", "--data", dataFolder, .. flag], environment);
        try
        {
            await process._process.WaitForLineAsync("^Press Ctrl-C to stop", StartTimeout);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task WaitForLineAsync(string pattern) => _process.WaitForLineAsync(pattern);

    public Task<int> WaitForExitAsync() => _process.WaitForExitAsync(StartTimeout);

    public void Signal(UnixSignal signal) => _process.Signal(signal);

    /// <summary>A row of the summary.</summary>
    public async Task<string> RowAsync(string label) => (await _process.WaitForLineAsync($@"^  {label}\s+(\S+)")).Groups[1].Value;

    public async Task<Uri> AddressAsync() => new(await RowAsync("URL"));

    /// <summary>The printed curl command, run by bash as printed; the answer's JSON.</summary>
    public async Task<JsonElement> RunPrintedCommandAsync()
    {
        var lines = _process.Lines.SkipWhile(static line => !line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        var length = lines.FindIndex(static line => !line.EndsWith('\\')) + 1;
        await using var bash = ChildProcess.Start("bash", ["-c", string.Join('\n', lines.Take(length))]);
        Assert.Equal(0, await bash.WaitForExitAsync());
        return JsonDocument.Parse(string.Concat(bash.Lines)).RootElement;
    }

    public async Task<int> StopAsync()
    {
        Signal(UnixSignal.Interrupt);
        return await WaitForExitAsync();
    }

    public static async Task AssertNothingListensAsync(Uri address)
    {
        using var client = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address.Host, address.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _scriptRoot.Dispose();
    }
}
