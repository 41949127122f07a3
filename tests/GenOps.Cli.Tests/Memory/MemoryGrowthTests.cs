using System.Text.Json;
using GenOps.Cli.Memory;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Memory;

/// <summary>What <c>loadtest</c> and <c>diagnose</c> tell of the memory of the app's process.</summary>
public sealed class MemoryGrowthTests(CliApp app)
{
    private const string Loadtest = "loadtest --operations 10 --workers 2";
    private const string Diagnose = "diagnose --calls 10";
    private const long Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_SameProcess_TellsTheGrowthAnOperation(string command)
    {
        await using var measured = await MeasuredApp.StartAsync(
            MeasuredApp.Of("one", Mebibyte, 4 * Mebibyte), MeasuredApp.Of("one", Mebibyte + 10_240, 3 * Mebibyte));

        var run = await measured.RunAsync(MeasuredApp.AdminKey, command.Split(' '));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(
            @"Memory growth:?\s+\+1,024 B an operation; managed heap 1,024 → 1,034 KiB \(\+10\), working\s+set 4,096 → 3,072 KiB \(-1,024\)", run.Output);
    }

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_SameProcessAsJson_HasTheFiguresBeforeAndAfter(string command)
    {
        await using var measured = await MeasuredApp.StartAsync(MeasuredApp.Of("one", 5_000, 9_000), MeasuredApp.Of("one", 4_975, 9_500));

        var memory = await JsonAsync(measured, MeasuredApp.AdminKey, command);

        Assert.Equal((5_000, 4_975), (Bytes(memory, "managed_heap_before_bytes"), Bytes(memory, "managed_heap_after_bytes")));
        Assert.Equal((9_000, 9_500), (Bytes(memory, "working_set_before_bytes"), Bytes(memory, "working_set_after_bytes")));
        Assert.Equal((-25, -2.5), (Bytes(memory, "growth_bytes"), memory.GetProperty("growth_per_operation_bytes").GetDouble()));
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("unknown_because").ValueKind);
    }

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_RestartedMeanwhile_TellsThatInsteadOfANumber(string command)
    {
        string[] figures = [MeasuredApp.Of("one", 5_000, 9_000), MeasuredApp.Of("two", 6_000, 9_000)];
        await using var measured = await MeasuredApp.StartAsync([.. figures, .. figures]);

        var run = await measured.RunAsync(MeasuredApp.AdminKey, command.Split(' '));
        var memory = await JsonAsync(measured, MeasuredApp.AdminKey, command);

        Assert.Matches(@"Memory growth:?\s+unknown: before and after were told by different\s+processes", run.Output);
        Assert.DoesNotContain("an operation;", run.Output);
        AssertUnknown("different processes", memory);
        Assert.Equal(6_000, Bytes(memory, "managed_heap_after_bytes"));
    }

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_TenantsKeyOnly_TellsWhichKeyItNeeds(string command)
    {
        await using var measured = await MeasuredApp.StartAsync("never told");

        var run = await measured.RunAsync(null, command.Split(' '));

        Assert.Equal((ExitCode.Done, 1), (run.ExitCode, measured.Unasked));
        Assert.Matches(@"Memory growth:?\s+needs the administrator's key \(--admin-key", run.Output);
        AssertUnknown("needs the administrator's key", await JsonAsync(measured, null, command));
    }

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_AdministratorsKeyRefused_TellsTheRefusalAndTheRest(string command)
    {
        await using var measured = await MeasuredApp.StartAsync();

        var run = await measured.RunAsync("another-key", command.Split(' '));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"Memory growth:?\s+unknown: The key opens nothing\. \(401 invalid_api_key\)", run.Output);
        AssertUnknown("401", await JsonAsync(measured, "another-key", command));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"instance_id": "one", "managed_heap_bytes": 5}""")]
    public async Task Command_NoSuchFigures_IsUnknown(string figures)
    {
        await using var measured = await MeasuredApp.StartAsync(figures, figures);

        AssertUnknown("no such figures", await JsonAsync(measured, MeasuredApp.AdminKey, Loadtest));
    }

    [Fact]
    public void ToString_StoppedBeforeAnyEnd_TellsNoShare()
    {
        var reading = new MemoryReading("one", 2048, 4096, null);

        Assert.Equal(
            "no operation ended; managed heap 2 → 2 KiB (0), working set 4 → 4 KiB (0)", new MemoryGrowth(reading, reading, Operations: 0).ToString());
    }

    [Theory]
    [InlineData(Loadtest)]
    [InlineData(Diagnose)]
    public async Task Command_RunningApp_TellsOfItsHeap(string command)
    {
        var user = await app.UserAsync();

        var memory = (await user.JsonAsync(command.Split(' '))).GetProperty("app_memory");

        var (before, after) = (Bytes(memory, "managed_heap_before_bytes"), Bytes(memory, "managed_heap_after_bytes"));
        Assert.True(before > Mebibyte && after > Mebibyte, $"{memory}");
        Assert.Equal(after - before, Bytes(memory, "growth_bytes"));
    }

    private static async Task<JsonElement> JsonAsync(MeasuredApp measured, string? adminKey, string command)
    {
        var run = await measured.RunAsync(adminKey, [.. command.Split(' '), "--json"]);
        return run.Json.GetProperty("app_memory");
    }

    private static void AssertUnknown(string reason, JsonElement memory)
    {
        Assert.Contains(reason, memory.GetProperty("unknown_because").GetString());
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("growth_bytes").ValueKind);
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("growth_per_operation_bytes").ValueKind);
    }

    private static long Bytes(JsonElement memory, string name) => memory.GetProperty(name).GetInt64();
}
