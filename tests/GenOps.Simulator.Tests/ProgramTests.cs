using GenOps.TestKit;

namespace GenOps.Simulator.Tests;

public sealed class ProgramTests
{
    private static string Assembly => typeof(SimulatorServer).Assembly.Location;

    [Theory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    public async Task Program_Signalled_ServesAndEndsWithZero(UnixSignal signal)
    {
        await using var program = ChildProcess.StartDotnet(Assembly, ["--port", "0"]);
        var address = (await program.WaitForLineAsync(@"listening on (http://127\.0\.0\.1:\d+/v1)")).Groups[1].Value;
        using var http = new HttpClient();

        using var models = await http.GetAsync(address + "/models", TestContext.Current.CancellationToken);
        program.Signal(signal);

        Assert.True(models.IsSuccessStatusCode);
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task Program_WrongArgument_SaysHowToUseIt()
    {
        await using var program = ChildProcess.StartDotnet(Assembly, ["--prot", "1"]);

        Assert.Equal(2, await program.WaitForExitAsync());
        Assert.Contains(program.Lines, line => line.Contains("--port N", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_PortTaken_SaysWhichAndFails()
    {
        await using var server = await SimulatorServer.StartAsync();
        await using var program = ChildProcess.StartDotnet(Assembly, ["--port", $"{server.BaseAddress.Port}"]);

        Assert.Equal(1, await program.WaitForExitAsync());
        Assert.Contains(program.Lines, line => line.Contains($"{server.BaseAddress.Port}", StringComparison.Ordinal));
    }
}
