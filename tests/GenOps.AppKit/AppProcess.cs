using GenOps.Functions.Hosting;
using GenOps.TestKit;

namespace GenOps.AppKit;

/// <summary>The app as a process of its own, so that it can be one of several, or be killed.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private AppProcess(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public IReadOnlyList<string> Lines => _process.Lines;

    /// <summary>Starts the app and waits until it listens.</summary>
    /// <param name="storage">Connection string of the tables and blobs.</param>
    /// <param name="provider">Base URL of the provider.</param>
    /// <param name="settings">More settings as <c>NAME=value</c>.</param>
    public static async Task<AppProcess> StartAsync(string storage, Uri provider, params string[] settings)
    {
        var process = ChildProcess.StartDotnet(
            typeof(App).Assembly.Location,
            [
                "--ASPNETCORE_URLS=http://127.0.0.1:0",
                $"--AzureWebJobsStorage={storage}",
                $"--TOGETHER_BASE_URL={provider}",
                "--TOGETHER_API_KEY=simulated",
                $"--GENOPS_ADMIN_KEY={AppHost.AdminKey}",
                "--GenOps:AdmissionWait=00:00:20",
                .. settings.Select(setting => "--" + setting),
            ]);
        try
        {
            var listening = await process.WaitForLineAsync("Now listening on: (http://[^ ]+)");
            return new AppProcess(process, new Uri(listening.Groups[1].Value));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9, then waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Signal(UnixSignal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then waits for a clean exit.</summary>
    public async Task<int> StopAsync()
    {
        _process.Signal(UnixSignal.Terminate);
        return await _process.WaitForExitAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
