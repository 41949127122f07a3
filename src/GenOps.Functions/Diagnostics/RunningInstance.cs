using Microsoft.Extensions.Hosting;

namespace GenOps.Functions.Diagnostics;

/// <summary>Which running app this is, and since when. A hosted service, so that it begins with the app and not with the first request.</summary>
internal sealed class RunningInstance(TimeProvider time) : IHostedService
{
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>Another one after every restart.</summary>
    public string Id { get; } = Ulid.NewUlid(time.GetUtcNow()).ToString();

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public TimeSpan Uptime => time.GetElapsedTime(_startedAt);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
