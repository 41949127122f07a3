using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Core.Tests.Wire;

/// <summary>Damaged bytes are never more than a fault: no reader throws, and what one accepts another JSON parser accepts too.</summary>
public sealed class DamagedBytesTests
{
    private const int Runs = 20_000;

    [Fact]
    public void TryRead_DamagedRequests_AreFaultsOrStillValid()
    {
        const int Seed = 31;
        var random = new Random(Seed);
        for (var run = 0; run < Runs; run++)
        {
            var body = RandomJson.Damage(random, Bodies.Utf8(RandomBodies.Chat(random)));
            var endpoint = (InferenceEndpoint)random.Next(3);
            var isRead = InferenceRequestReader.TryRead(endpoint, body, out var request, out var fault);

            Assert.NotEqual(isRead, fault is not null);
            if (isRead)
            {
                var told = $"seed {Seed}, run {run}: {Convert.ToBase64String(body)}";
                Assert.True(IsObject(body), told);
                Assert.True(IsObject(Bodies.Utf8(Bodies.Rewrite(request!, new("other", 9)))), told);
                Assert.InRange(WorstCase.Of(Pricing.Prices.Sample, request!.ToShape(9)).NanoUsd, 1, long.MaxValue);
            }
        }
    }

    [Fact]
    public void Read_DamagedAnswers_AreMalformedOrStillValid()
    {
        const int Seed = 32;
        var random = new Random(Seed);
        for (var run = 0; run < Runs; run++)
        {
            var answer = RandomJson.Damage(random, Bodies.Utf8(RandomBodies.Answer(random)));
            var output = new ArrayBufferWriter<byte>();
            var told = $"seed {Seed}, run {run}: {Convert.ToBase64String(answer)}";
            var isRead = CompletionReader.TryRead(answer, out var completion);

            Assert.True(isRead == ResponseSplicer.TryAddUsageAndGenops(answer, "{}"u8, "{}"u8, output), told);
            Assert.True(isRead == (StreamChunkReader.Read(answer).Kind != StreamChunkKind.Malformed), told);
            Assert.True(!isRead || IsObject(output.WrittenSpan), told);
            Assert.InRange(BilledUsage.Of(completion.Usage, new TokenUsage(10, 10), completion.TextTokenBound).Tokens.OutputTokens, 0, PriceLimits.MaxTokens);
        }
    }

    [Fact]
    public void TryRead_DamagedStreams_EndAfterTheirEvents()
    {
        const int Seed = 33;
        var random = new Random(Seed);
        for (var run = 0; run < Runs / 4; run++)
        {
            var stream = RandomJson.Damage(random, Bodies.Utf8($": c\r\n\r\ndata: {RandomBodies.Answer(random)}\n\nevent: e\rdata: x\r\rdata: [DONE]\n\n"));
            var buffer = new ReadOnlySequence<byte>(stream);
            var parser = new SseParser();
            var events = 0;
            while (parser.TryRead(ref buffer, isCompleted: true, out var item) == SseResult.Event)
            {
                StreamChunkReader.Read(item.Data.Span);
                Assert.True(++events <= stream.Length, $"seed {Seed}, run {run}: {Convert.ToBase64String(stream)}");
            }

            Assert.True(buffer.IsEmpty);
        }
    }

    // Text that is no valid UTF-8 is let through in answers, where it is not ours to refuse.
    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonDocument.TryParseValue(ref reader, out var document) && document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read();
    }
}
