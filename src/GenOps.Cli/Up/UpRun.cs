using GenOps.Cli.Profiles;
using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.Cli.Up;

/// <summary>The course of one <c>up</c>: start from storage upward, wait, stop from the app downward.</summary>
internal static class UpRun
{
    // Beside the data, because the packages are the same for every data folder.
    private static readonly string InstallRoot = Path.GetFullPath(UpCommand.DefaultData);

    // Nothing can be saved then; this is for calls to get their answers.
    private static readonly TimeSpan LimitWithoutStorage = TimeSpan.FromSeconds(5);

    public static async Task<ExitCode> RunAsync(UpOptions options)
    {
        var console = new UpConsole(Console.Out, Console.Error, options.IsJson);
        using var signals = new StopSignals(
            () => console.Progress("Running calls end and everything is saved; Ctrl-C once more ends at once."), TimeProvider.System);
        try
        {
            var exitCode = await RunAsync(options, console, signals.Stopping);
            console.Progress("Stopped.");
            return exitCode;
        }
        catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
        {
            console.Progress("Stopped before everything had started.");
            return ExitCode.Done;
        }
    }

    /// <summary>What is started is stopped when its variable goes out of scope, in the opposite order, however this ends.</summary>
    private static async Task<ExitCode> RunAsync(UpOptions options, UpConsole console, CancellationToken stopping)
    {
        // Exactly what the app will read, since its own builder reads it.
        var settings = FunctionsApplication.CreateBuilder([]).Configuration;
        using var folder = DataFolder.Open(options.Data);
        PrivateFolder.Ensure(InstallRoot);
        var choice = await StorageDecision.DecideAsync(
            options.Storage, settings, () => StorageProbe.FindFaultAsync(settings, stopping));
        await using var storage = await RunningStorage.StartAsync(
            choice, folder.Storage, Path.Combine(InstallRoot, "azurite"), console.Progress, stopping);
        using var shared = SharedStorage.Share(folder.Path, storage.Connection);
        await using var provider = await RunningProvider.StartAsync(
            ProviderChoice.Decide(options.Simulate, settings), console.Progress, stopping);
        var adminKey = options.AdminKey ?? AdminKeySource.Obtain(settings, folder.AdminKey);
        string[] address = options.Port is { } port ? [$"--ASPNETCORE_URLS=http://127.0.0.1:{port}"] : [];
        string[] appSettings = [.. storage.Settings, .. provider.Settings, $"--{AdminKeySource.SettingName}={adminKey}", .. address];
        await using var app = await RunningApp.StartAsync(appSettings, options.Verbose, stopping);

        using var demo = new DemoTenant(app.Address, adminKey);
        await demo.EnsureAsync(stopping);
        var tenantKey = await demo.ObtainKeyAsync(choice is StorageChoice.Memory ? null : folder.TenantKey, stopping);
        var profile = LocalProfile.Save(ProfileStore.Locate(Environment.GetEnvironmentVariable), app.Address, tenantKey, adminKey);
        console.Summary(new UpSummary(app.Address, tenantKey, adminKey, storage.Description, provider.Description, profile));
        return await WaitAsync(storage, app, console, stopping);
    }

    private static async Task<ExitCode> WaitAsync(RunningStorage storage, RunningApp app, UpConsole console, CancellationToken stopping)
    {
        await Task.WhenAny(
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping),
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, app.Ending),
            storage.Ended);
        if (stopping.IsCancellationRequested)
        {
            console.Progress("Stopping.");
            return ExitCode.Done;
        }

        if (storage.Ended.IsCompleted)
        {
            console.Fault("error: Azurite ended by itself, so the app has no storage any more; stopping.");
            await app.StopAsync(LimitWithoutStorage);
        }
        else
        {
            console.Fault("error: the app ended by itself; stopping.");
        }

        return ExitCode.Failed;
    }
}
