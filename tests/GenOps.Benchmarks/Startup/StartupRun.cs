using System.Diagnostics;
using GenOps.AppKit;
using GenOps.Benchmarks.Durable;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using GenOps.TestKit;

namespace GenOps.Benchmarks.Startup;

/// <summary>From the start of the app's process to its first answered call.</summary>
internal static class StartupRun
{
    private const int Starts = 5;

    public static async Task<Topic> RunAsync(Effort effort)
    {
        await using var provider = await BareProvider.StartAsync();
        await using var azurite = await TestAzurite.StartAsync();
        var key = await TenantSeed.CreateAsync(await DurableRun.OpenAsync(azurite.ConnectionString), "acme", Documents.Rich());
        var address = new Uri(provider.Urls.Single());
        var starts = effort.IsQuick ? 1 : Starts;
        var inMemory = await MedianAsync(starts, "memory", () => AppProcess.StartAsync("UseDevelopmentStorage=true", address, "GENOPS_STORAGE=memory"), NewTenant.CreateAsync);
        var onAzurite = await MedianAsync(starts, "Azurite", () => AppProcess.StartAsync(azurite.ConnectionString, address), _ => Task.FromResult(key));
        return new Topic("startup",
        [
            new("memory storage: to the first answered call", inMemory.Answered, "#,0 'ms'"),
            new("memory storage: to listening", inMemory.Listening, "#,0 'ms'"),
            new("Azurite: to the first answered call", onAzurite.Answered, "#,0 'ms'"),
            new("Azurite: to listening", onAzurite.Listening, "#,0 'ms'"),
        ]);
    }

    private static async Task<(double Listening, double Answered)> MedianAsync(
        int starts, string name, Func<Task<AppProcess>> startAsync, Func<HttpClient, Task<string>> keyAsync)
    {
        var times = new List<(double Listening, double Answered)>();
        for (var start = 0; start < starts; start++)
        {
            times.Add(await OneAsync(startAsync, keyAsync));
            Console.WriteLine($"{name}: listening after {times[^1].Listening:N0} ms, first call answered after {times[^1].Answered:N0} ms");
        }

        return (Turns.Median(times.Select(static time => time.Listening)), Turns.Median(times.Select(static time => time.Answered)));
    }

    private static async Task<(double Listening, double Answered)> OneAsync(Func<Task<AppProcess>> startAsync, Func<HttpClient, Task<string>> keyAsync)
    {
        var clock = Stopwatch.StartNew();
        await using var app = await startAsync();
        var listening = clock.Elapsed.TotalMilliseconds;
        using var client = HttpLoad.Client(app.Address, connections: 1);
        using var response = await HttpLoad.SendAsync(client, await keyAsync(client), ChatSample.Request);
        await response.Content.ReadAsByteArrayAsync();
        return (listening, clock.Elapsed.TotalMilliseconds);
    }
}
