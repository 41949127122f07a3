using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Models;

public sealed class ModelTests(CliApp app)
{
    [Fact]
    public async Task Compare_TwoModels_TheCheapestFirstWithExactCost()
    {
        var text = await (await app.UserAsync()).OutputAsync(
            "models", "compare", "openai/gpt-oss-120b", "openai/gpt-oss-20b", "--input-tokens", "1000", "--output-tokens", "500");

        Assert.Matches(@"(?s)openai/gpt-oss-20b\s+0\.000150000 .*openai/gpt-oss-120b\s+0\.000450000 ", text);
    }

    [Fact]
    public async Task Estimate_ManyCalls_ShowsExpectedAndWorst()
    {
        var text = await (await app.UserAsync()).OutputAsync(
            "models", "estimate", "openai/gpt-oss-20b", "--input-tokens", "1000", "--max-tokens", "500", "--count", "1000");

        Assert.Matches(@"Total\s+0\.150000000\s+0\.150000000", text);
    }

    [Theory]
    [InlineData("--prompt", "Hi.", "--input-tokens", "3")]
    [InlineData]
    public async Task Estimate_NotExactlyOneInput_IsWrongUse(params string[] args)
    {
        var run = await (await app.UserAsync()).RunAsync(["models", "estimate", "openai/gpt-oss-20b", .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("either --prompt or --input-tokens", run.Error);
    }

    [Fact]
    public async Task Recommend_UseCase_ShowsRankAndReasons()
    {
        var text = await (await app.UserAsync()).OutputAsync("models", "recommend", "code_generation");

        Assert.Matches(@"(?m)^\s+1\s+deepseek-ai/DeepSeek-Coder-V2-Instruct\s.*The usual choice", text);
        Assert.Contains("policy advisory", text);
    }
}
