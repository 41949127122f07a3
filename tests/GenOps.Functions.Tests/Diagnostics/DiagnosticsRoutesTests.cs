using System.Runtime.CompilerServices;
using System.Text.Json;
using GenOps.Functions.Tests.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Diagnostics;

public sealed class DiagnosticsRoutesTests(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private const string Route = "genops/diagnostics";
    private const int GarbageBytes = 8 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Twice_TellsTheSameProcessFurtherOn()
    {
        var first = await ReadAsync(fixture.Admin, Route);
        GC.KeepAlive(Garbage());
        var second = await ReadAsync(fixture.Admin, Route + "?collect=false");

        foreach (var same in (string[])["instance_id", "started_at", "version"])
        {
            Assert.Equal(first.GetProperty(same).GetString(), second.GetProperty(same).GetString());
        }

        Assert.True(Number(second, "uptime_seconds") > Number(first, "uptime_seconds"));
        Assert.True(Number(second, "allocated_bytes") - Number(first, "allocated_bytes") >= GarbageBytes, $"{first} {second}");
        Assert.True(Number(second, "processor_ms") >= Number(first, "processor_ms") && Number(first, "processor_ms") > 0);
        Assert.True(Number(second, "gc_pause_ms") >= Number(first, "gc_pause_ms"));
        Assert.True(Number(first, "thread_count") > 1);
        Assert.InRange(Number(first, "managed_heap_bytes"), 1_000_000, Number(first, "allocated_bytes"));
        Assert.InRange(Number(first, "working_set_bytes"), 10_000_000, 1e12);
    }

    [Fact]
    public async Task Get_Collect_CountsOnlyWhatLives()
    {
        var garbage = new WeakReference(Garbage());
        var collections = GC.CollectionCount(GC.MaxGeneration);

        var figures = await ReadAsync(fixture.Admin, Route + "?collect=true");

        Assert.False(garbage.IsAlive);
        var told = figures.GetProperty("gc_collections");
        Assert.True(Number(told, "gen2") >= collections + 2, $"{collections}: {figures}");
        Assert.True(Number(told, "gen0") >= Number(told, "gen1") && Number(told, "gen1") >= Number(told, "gen2"), $"{figures}");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    public async Task Get_FaultyQuery_IsInvalid(string collect)
    {
        using var response = await fixture.Admin.GetAsync($"{Route}?collect={collect}", Token);

        Assert.Equal(["collect"], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    [Fact]
    public async Task Get_LongAfterTheStart_CountsFromTheStartOnAndOtherwiseAfterARestart()
    {
        var time = new JumpingTime();
        await using var app = await AppHost.StartAsync(services => services.AddSingleton<TimeProvider>(time), null);
        var startedBefore = time.GetUtcNow();
        time.JumpTo(startedBefore.AddHours(2));
        using var admin = app.Client(AppHost.AdminKey);

        var figures = await ReadAsync(admin, Route);

        Assert.True(figures.GetProperty("started_at").GetDateTimeOffset() <= startedBefore);
        Assert.InRange(Number(figures, "uptime_seconds"), TimeSpan.FromHours(2).TotalSeconds, TimeSpan.FromHours(3).TotalSeconds);
        var restarted = await ReadAsync(fixture.Admin, Route);
        Assert.NotEqual(restarted.GetProperty("instance_id").GetString(), figures.GetProperty("instance_id").GetString());
    }

    // A frame of its own, so that nothing on the stack keeps it alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Garbage() => new byte[GarbageBytes];

    private static double Number(JsonElement figures, string name) => figures.GetProperty(name).GetDouble();

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Token);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}");
        return await AdminFixture.ReadAsync(response);
    }
}
