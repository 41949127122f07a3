using System.IO.Pipelines;
using System.Text;
using GenOps.Application.Calls;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Application.Tests.Calls;

/// <summary>A provider's stream on its way to the client.</summary>
public sealed class StreamRelayTests
{
    private const int RandomCuts = 300;
    private const int PieceBytes = 500;
    private static readonly TokenUsage Bound = new(100, 200);

    public static TheoryData<string> Streams =>
    [
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n",
        ": c\r\n\r\nevent: x\r\nid: 7\r\ndata: {\"choices\":[{\"text\":\"h\u00E9\U0001F600\"}]}\r\n\r\ndata:{\r\ndata:\"choices\":[{\"finish_reason\":\"stop\"}],\r\ndata:\"usage\":{\r\ndata:}}\r\n\r\n",
        "\uFEFFdata: {\"choices\":[],\"genops\":1}\r\rdata: {\"choices\":null,\"usage\":{\"completion_tokens\":1}}\r\rdata: {\"choices\":[{\"delta\":{\"content\":\"late\"}}]}\r\rdata: [DONE]",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"del",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n\ndata: {\"error\":{\"message\":\"x\"}}\n\ndata: [DONE]\n\n",
    ];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task RunAsync_StreamCutAtAnyByte_IsTheSameToTheClientAndCostsTheSame(string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var expected = await RelayAsync(bytes, []);

        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(expected, await RelayAsync(bytes, [cut]));
        }

        Assert.Equal(expected, await RelayAsync(bytes, Enumerable.Range(1, bytes.Length - 1)));
    }

    [Fact]
    public async Task RunAsync_SpoiledStreamCutAnywhere_IsTheSameToTheClientAndCostsTheSame()
    {
        const int Seed = 41;
        var random = new Random(Seed);
        var streams = Streams.Select(static row => Encoding.UTF8.GetBytes(row.Data)).ToList();
        for (var run = 0; run < RandomCuts; run++)
        {
            var bytes = streams[random.Next(streams.Count)].ToArray();
            for (var changes = random.Next(4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cuts = Enumerable.Range(1, bytes.Length - 1).Where(_ => random.Next(8) == 0).ToList();

            Assert.True(await RelayAsync(bytes, []) == await RelayAsync(bytes, cuts), $"seed {Seed}, run {run}: {Convert.ToBase64String(bytes)}");
        }
    }

    [Fact]
    public async Task RunAsync_EventOfManyLines_IsOneLineToTheClient()
    {
        var relayed = await RelayAsync("data: {\ndata:\ndata: \"choices\":[]}\n\ndata: {\"usage\":\ndata: {\ndata: }}\n\ndata: [DONE]\n\n"u8.ToArray(), []);

        Assert.StartsWith("data: {  \"choices\":[]}\n\ndata: {", relayed.Output, StringComparison.Ordinal);
        Assert.Contains("\"usage\":{ },\"genops\":{\"ours\":1}", relayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_GenopsOfTheProvider_NeverReachesTheClient()
    {
        var relayed = await RelayAsync(
            "data: {\"choices\":[{\"text\":\"a\"}],\"genops\":7}\n\ndata: {\"choices\":[{\"finish_reason\":\"stop\"}],\"genops\":7}\n\ndata: {\"choices\":[],\"genops\":7}\n\ndata: [DONE]\n\n"u8.ToArray(), []);

        Assert.DoesNotContain("\"genops\":7", relayed.Output, StringComparison.Ordinal);
        Assert.Single(relayed.Output.Split("genops").Skip(1));
    }

    [Fact]
    public async Task RunAsync_BytesOfNoCharacter_AreReplaced()
    {
        var relayed = await RelayAsync([.. "data: {\"choices\":[{\"text\":\""u8, 0xFF, .. "\"}]}\n\n"u8], []);

        Assert.StartsWith("data: {\"choices\":[{\"text\":\"\u00EF\u00BF\u00BD\"}]}\n\n", relayed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 3, false)]
    [InlineData("data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}\n\n", 3, false)]
    [InlineData("data: {\"choices\":[{\"text\":\"twelve bytes\",\"finish_reason\":\"stop\"}]}\n\n", 2 + 12 + 1, true)]
    public async Task RunAsync_TextAfterTheLastReport_IsCharged(string rest, long outputTokens, bool isEstimated)
    {
        const string Reported = "data: {\"choices\":[{\"text\":\"ab\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":3}}\n\n";

        var billed = (await RelayAsync(Encoding.UTF8.GetBytes($"{Reported}{rest}data: [DONE]\n\n"), [])).Billed;

        Assert.Equal((1, outputTokens, isEstimated), (billed.Tokens.InputTokens, billed.Tokens.OutputTokens, billed.IsEstimated));
    }

    // What the client gets is shown byte by byte.
    private static async Task<(bool IsRead, string Output, BilledUsage Billed)> RelayAsync(byte[] stream, IEnumerable<int> cuts)
    {
        var ends = cuts.Concat(Enumerable.Range(1, (stream.Length - 1) / PieceBytes).Select(static piece => piece * PieceBytes)).Append(stream.Length).Distinct().Order();
        var start = 0;
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var end in ends)
        {
            pieces.Add(stream.AsMemory(start..end));
            start = end;
        }

        var output = new MemoryStream();
        var shaper = new StreamShaper(isUsageAsked: false, InferenceEndpoint.ChatCompletions);
        var totals = new StreamTotals();
        await using var client = new ClientWriter(PipeWriter.Create(output), isCopied: false, TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
        var isRead = await new StreamRelay(shaper, totals, TimeProvider.System).RunAsync(new PieceStream(pieces), client);
        var billed = totals.Billed(Bound, totals.IsComplete(choices: 1));
        shaper.End(totals.UsageJson(billed), "{\"ours\":1}"u8, client);
        await client.FlushAsync();
        return (isRead, Encoding.Latin1.GetString(output.ToArray()), billed);
    }
}
