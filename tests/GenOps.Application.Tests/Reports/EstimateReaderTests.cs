using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Application.Tests.Reports;

public sealed class EstimateReaderTests
{
    private const string Model = "openai/gpt-oss-20b";
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly EstimateReader Reader = new(PriceCatalogue.BuiltIn, Day, 1_024);

    [Fact]
    public void Read_Tokens_AreChargedAsGiven()
    {
        var estimate = Read($$"""{"model": "{{Model}}", "input_tokens": 1000000, "max_tokens": 500000, "count": 3}""");

        // 0.05 and 0.20 dollars a million.
        var operation = Assert.Single(estimate.Operations);
        Assert.Equal((150_000_000, 150_000_000, 3), (operation.ExpectedNanoUsd, operation.WorstCaseNanoUsd, operation.Count));
        Assert.Equal((450_000_000, 450_000_000), (estimate.ExpectedNanoUsd, estimate.WorstCaseNanoUsd));
    }

    [Fact]
    public void Read_Messages_WorstCaseIsWhatTheCallWouldHold()
    {
        var body = $$"""{"model": "{{Model}}", "messages": [{"role": "user", "content": "Write a poem about the sea."}], "max_tokens": 100, "n": 2}""";
        Assert.True(InferenceRequestReader.TryRead(
            InferenceEndpoint.ChatCompletions, System.Text.Encoding.UTF8.GetBytes(body), out var call, out _));
        var held = WorstCase.Of(PriceCatalogue.BuiltIn.Find(Model, Day)!, call.ToShape(1_024)).NanoUsd;

        var operation = Assert.Single(Read(body).Operations);

        Assert.Equal(held, operation.WorstCaseNanoUsd);
        Assert.InRange(operation.ExpectedNanoUsd, 1, held - 1);
    }

    [Fact]
    public void Read_NoBound_TakesTheTenantsDefault()
    {
        var bounded = Read($$"""{"model": "{{Model}}", "prompt": "x", "max_tokens": 1024}""");

        Assert.Equal(bounded.WorstCaseNanoUsd, Read($$"""{"model": "{{Model}}", "prompt": "x"}""").WorstCaseNanoUsd);
    }

    [Fact]
    public void Read_ManyOperations_AddsThemUp()
    {
        var operations = string.Join(',', Enumerable.Range(1, 1_000).Select(number => $$"""{"model": "{{Model}}", "input_tokens": {{number}}, "max_tokens": 1}"""));

        var estimate = Read($$"""{"operations": [{{operations}}]}""");

        Assert.Equal(1_000, estimate.Operations.Count);
        Assert.Equal(estimate.Operations.Sum(operation => operation.WorstCaseNanoUsd), estimate.WorstCaseNanoUsd);
        Assert.All(estimate.Operations, operation => Assert.True(operation.ExpectedNanoUsd <= operation.WorstCaseNanoUsd));
    }

    [Theory]
    [InlineData("""{"model": 1, "input_tokens": 1}""", "model")]
    [InlineData("""{"input_tokens": 1}""", "model")]
    [InlineData("""{"model": "openai/gpt-oss-20b"}""", "messages")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": 1, "prompt": "x"}""", "messages")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": -1}""", "input_tokens")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": "1"}""", "input_tokens")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": 1, "max_tokens": 0}""", "input_tokens")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": 1, "count": 0}""", "count")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "input_tokens": 1, "count": 1.5}""", "count")]
    [InlineData("""{"model": "openai/gpt-oss-20b", "messages": "x"}""", "messages")]
    [InlineData("""{"operations": []}""", "operations")]
    [InlineData("""{"operations": {}}""", "operations")]
    [InlineData("""{"operations": [{"model": "openai/gpt-oss-20b", "input_tokens": 1}, 7]}""", "operations[1]")]
    [InlineData("""{"operations": [{"model": "openai/gpt-oss-20b", "input_tokens": 1}, {"model": "openai/gpt-oss-20b"}]}""", "operations[1].messages")]
    [InlineData("""{"model": "moonshotai/Kimi-K3", "input_tokens": 16000000, "max_tokens": 1000000, "count": 1000000000}""", "count")]
    public void Read_Malformed_NamesThePlace(string body, string param)
    {
        var error = Error(body);

        Assert.Equal((ErrorCode.InvalidRequest, param), (error.Code, error.Param));
    }

    [Fact]
    public void Read_UnknownModel_HasNoPrice()
    {
        var error = Error("""{"operations": [{"model": "nobody/nothing", "input_tokens": 1}]}""");

        Assert.Equal((ErrorCode.ModelNotPriced, "operations[0].model"), (error.Code, error.Param));
    }

    [Fact]
    public void Read_TooManyOperations_AreRefused() =>
        Assert.Equal("operations", Error($$"""{"operations": [{{string.Join(',', Enumerable.Repeat("{}", CostEstimate.MaxOperations + 1))}}]}""").Param);

    private static CostEstimate Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        var (estimate, error) = Reader.Read(json.RootElement);
        Assert.Null(error);
        return estimate!;
    }

    private static CallError Error(string body)
    {
        using var json = JsonDocument.Parse(body);
        var (estimate, error) = Reader.Read(json.RootElement);
        Assert.Null(estimate);
        return error!;
    }
}
