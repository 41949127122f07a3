using System.Text.Json;
using GenOps.Core.Files;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Application.Tests.Batches.Validation;

public sealed class BatchValidationTests
{
    private readonly BatchWorld _world = new();

    [Fact]
    public async Task Run_GoodFile_IsCutIntoChunksInOrder()
    {
        var lines = Enumerable.Range(1, 7).Select(static number => BatchWorld.Line($"line-{number}", $"é{number}"));

        var validated = await _world.ValidateAsync(string.Join('\n', lines));

        Assert.Empty(validated.Errors);
        Assert.Equal((7, 3), (validated.Items, validated.Chunks));
        var chunks = await Task.WhenAll(_world.ChunkAsync(0), _world.ChunkAsync(1), _world.ChunkAsync(2), _world.ChunkAsync(3));
        Assert.Equal([3, 3, 1, 0], chunks.Select(static chunk => chunk.Length));
        Assert.Equal(Enumerable.Range(1, 7).Select(static number => $"line-{number}"), chunks.SelectMany(static chunk => chunk).Select(CustomId));
        Assert.Equal(BatchWorld.Body("é2"), JsonDocument.Parse(chunks[0][1]).RootElement.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Run_CostOfTheItems_IsTheSumOfWhatEachCosts()
    {
        var one = await new BatchWorld().ValidateAsync(BatchWorld.Line("a"));
        var many = await _world.ValidateAsync(string.Join('\n', Enumerable.Range(0, 9).Select(static number => BatchWorld.Line($"{number}"))));

        Assert.True(0 < one.ExpectedNanoUsd && one.ExpectedNanoUsd <= one.WorstCaseNanoUsd);
        Assert.Equal((9 * one.ExpectedNanoUsd, 9 * one.WorstCaseNanoUsd), (many.ExpectedNanoUsd, many.WorstCaseNanoUsd));
    }

    [Fact]
    public async Task Run_TogethersLinesBlankLinesAndWindowsEnds_AreTaken()
    {
        var content = $"\uFEFF{{\"custom_id\":\"a\",\"body\":{BatchWorld.Body()}}}\r\n\r\n  \t\r\n{BatchWorld.Line("b")}\r\n\r\n";

        var validated = await _world.ValidateAsync(content);

        Assert.Empty(validated.Errors);
        Assert.Equal(2, validated.Items);
        Assert.Equal(["a", "b"], (await _world.ChunkAsync(0)).Select(CustomId));
    }

    [Fact]
    public async Task Run_OtherEndpoint_IsReadAsItsBody()
    {
        const string Body = $$"""{"model": "{{BatchWorld.Model}}", "prompt": "Hi", "max_tokens": 1}""";

        var validated = await _world.ValidateAsync(
            $$"""{"custom_id": "a", "url": "/v1/completions", "body": {{Body}}}""", static batch => batch with { Endpoint = InferenceEndpoint.Completions });

        Assert.Empty(validated.Errors);
    }

    public static TheoryData<string, string, string?> Faults() => new()
    {
        { "{", "invalid_json_line", null },
        { "[]", "invalid_json_line", null },
        { "7", "invalid_json_line", null },
        { BatchWorld.Line("a") + "x", "invalid_json_line", null },
        { BatchWorld.Line("a") + BatchWorld.Line("b"), "invalid_json_line", null },
        { $$"""{"custom_id": "a\ud800", "body": {{BatchWorld.Body()}}}""", "invalid_json_line", null },
        { $$"""{"custom_id": "a", "custom_id": "b", "body": {{BatchWorld.Body()}}}""", "invalid_json_line", "custom_id" },
        { $$"""{"body": {{BatchWorld.Body()}}}""", "invalid_custom_id", "custom_id" },
        { BatchWorld.Line(""), "invalid_custom_id", "custom_id" },
        { BatchWorld.Line(new string('c', 65)), "invalid_custom_id", "custom_id" },
        { $$"""{"custom_id": 7, "body": {{BatchWorld.Body()}}}""", "invalid_custom_id", "custom_id" },
        { $$"""{"custom_id": "a", "method": "GET", "body": {{BatchWorld.Body()}}}""", "invalid_method", "method" },
        { $$"""{"custom_id": "a", "method": null, "body": {{BatchWorld.Body()}}}""", "invalid_method", "method" },
        { $$"""{"custom_id": "a", "url": "/v1/embeddings", "body": {{BatchWorld.Body()}}}""", "invalid_url", "url" },
        { """{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions"}""", "invalid_request", "body" },
        { """{"custom_id": "a", "body": "text"}""", "invalid_request", "body" },
        { """{"custom_id": "a", "body": {}}""", "invalid_request", "body.model" },
        { $$$"""{"custom_id": "a", "body": {"model": "{{{BatchWorld.Model}}}"}}""", "invalid_request", "body.messages" },
        { BatchWorld.Line("a", extra: ", \"stream\": true"), "invalid_request", "body.stream" },
        { BatchWorld.Line("a", extra: ", \"max_completion_tokens\": 0"), "invalid_request", "body.max_completion_tokens" },
        { BatchWorld.Line("a").Replace(BatchWorld.Model, "no/such-model", StringComparison.Ordinal), "model_not_priced", "body.model" },
        { BatchWorld.Line("a").Replace(BatchWorld.Model, "deepseek-ai/DeepSeek-R1", StringComparison.Ordinal), "policy_violation", "body" },
        { BatchWorld.Line("a", extra: ", \"max_completion_tokens\": 100000"), "policy_violation", "body" },
        { BatchWorld.Line("a", new string('x', 1024 * 1024)), "line_too_long", null },
        { BatchWorld.Line("first"), "duplicate_custom_id", "custom_id" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Run_OneBadLine_IsNamedAndNothingIsLeft(string line, string code, string? param)
    {
        var world = new BatchWorld(new TenantDocument { DeniedModels = ["deepseek-ai/DeepSeek-R1"], MaxTokensCap = 8_192 });
        var good = Enumerable.Range(0, 4).Select(static number => BatchWorld.Line($"good-{number}"));

        var validated = await world.ValidateAsync(string.Join('\n', [BatchWorld.Line("first"), .. good, "", line, BatchWorld.Line("last")]));

        var fault = Assert.Single(validated.Errors);
        Assert.Equal((code, param, 7), (fault.Code, fault.Param, fault.Line));
        Assert.InRange(fault.Message.Length, 1, 300);
        Assert.Equal((0, 0), (validated.Items, validated.Chunks));
        Assert.Empty(await world.Blobs.ListAsync($"batches/{BatchWorld.Tenant}/", afterName: null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Run_InvalidUtf8_IsNamed()
    {
        await _world.SeedAsync();
        byte[] content = [.. "{\"custom_id\":\"\""u8, 0xff, (byte)'}'];
        await _world.Blobs.PutAsync(FileRow.BlobOf(BatchWorld.Tenant, _world.InputFileId), content, CancellationToken.None);

        var validated = await _world.Validation.RunAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal(("invalid_json_line", 1), (Assert.Single(validated.Errors).Code, validated.Errors[0].Line));
    }

    [Fact]
    public async Task Run_ManyFaults_KeepsTheFirstHundredInOrder()
    {
        var validated = await _world.ValidateAsync(string.Join('\n', Enumerable.Range(1, 300).Select(static number => number % 2 == 0 ? "{" : BatchWorld.Line($"{number}"))));

        Assert.Equal(Enumerable.Range(1, 100).Select(static number => (int?)(2 * number)), validated.Errors.Select(static fault => fault.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\r\n")]
    public async Task Run_NoLines_IsRefused(string content)
    {
        var validated = await _world.ValidateAsync(content);

        Assert.Equal(("empty_file", (int?)null), (Assert.Single(validated.Errors).Code, validated.Errors[0].Line));
    }

    [Fact]
    public async Task Run_FileGone_IsRefused()
    {
        await _world.SeedAsync();

        var validated = await _world.Validation.RunAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal(("not_found", "input_file_id"), (Assert.Single(validated.Errors).Code, validated.Errors[0].Param));
    }

    [Fact]
    public async Task Run_FileExpired_IsRefused()
    {
        await _world.SeedAsync();
        _world.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal("not_found", Assert.Single((await _world.Validation.RunAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None)).Errors).Code);
    }

    [Fact]
    public async Task Run_Again_WritesTheSameChunks()
    {
        var content = string.Join('\n', Enumerable.Range(0, 5).Select(static number => BatchWorld.Line($"{number}")));
        var first = await _world.ValidateAsync(content);
        var chunks = (await _world.ChunkAsync(0), await _world.ChunkAsync(1));

        var second = await _world.Validation.RunAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal((first.Items, first.Chunks, first.WorstCaseNanoUsd), (second.Items, second.Chunks, second.WorstCaseNanoUsd));
        Assert.Equal(chunks.Item1, await _world.ChunkAsync(0));
        Assert.Equal(chunks.Item2, await _world.ChunkAsync(1));
    }

    private static string CustomId(string line) => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()!;
}
