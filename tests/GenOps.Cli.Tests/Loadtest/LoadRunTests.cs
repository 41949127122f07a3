using GenOps.Cli.Api;
using GenOps.Cli.Loadtest;
using GenOps.Cli.Tests.Books;

namespace GenOps.Cli.Tests.Loadtest;

public sealed class LoadRunTests(BooksApp app)
{
    [Fact]
    public async Task RunAsync_StoppedInTheMiddle_TellsWhatWasMeasuredSoFar()
    {
        var (_, key) = await app.TenantAsync();
        using var api = new GenOpsApi(app.Address, key);
        var options = new LoadOptions { Operations = 1_000_000, Workers = 4, Model = BooksApp.Model, MaxTokens = 5, Prompt = "hello", IsStream = false };
        var run = new LoadRun(new LoadCaller(api, options, TimeProvider.System), options, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = run.RunAsync(stop.Token);
        while (run.Ended < 20)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        var result = await running;

        Assert.InRange(result.Completed, 20, 999_999);
        Assert.InRange(result.Abandoned, 0, 4);
        Assert.Empty(result.Failed);
        Assert.True(result.CostNanoUsd > 0);
    }

    [Theory]
    [InlineData("[[sim:fault=cut,chunks=2]]", true)]
    [InlineData("[[sim:fault=400]]", false)]
    public async Task CallAsync_NoAnswer_IsCountedByItsCode(string prompt, bool isStream)
    {
        var (_, key) = await app.TenantAsync();
        using var api = new GenOpsApi(app.Address, key);
        var options = new LoadOptions { Operations = 1, Workers = 1, Model = BooksApp.Model, MaxTokens = 5, Prompt = prompt, IsStream = isStream };

        var outcome = await new LoadCaller(api, options, TimeProvider.System).CallAsync(default);

        Assert.Equal((false, !isStream), (outcome.IsCompleted, outcome.IsRefused));
        Assert.Equal(isStream ? "provider_error" : "provider_rejected", outcome.Code);
    }
}
