using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Unicode;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>What a client may rely on, whatever the provider sends: an answer with our receipt, or an error with a code.</summary>
internal static class WellFormed
{
    private const string Done = "[DONE]";

    /// <summary>Fails when a client could not read the answer.</summary>
    public static void Assert(ClientAnswer answer)
    {
        Xunit.Assert.NotNull(answer.RequestId);
        Xunit.Assert.True(Utf8.IsValid(answer.Body), "no UTF-8");
        if (answer.IsStream)
        {
            Xunit.Assert.Equal(200, answer.Status);
            AssertStream(answer);
            return;
        }

        Xunit.Assert.Equal("application/json", answer.MediaType);
        using var document = JsonDocument.Parse(answer.Body);
        if (answer.Status == 200)
        {
            AssertReceipt(document.RootElement, answer);
        }
        else
        {
            Xunit.Assert.True(answer.Status is (>= 400 and < 600) and not 500, $"status {answer.Status}");
            AssertError(document.RootElement, answer);
        }
    }

    private static void AssertStream(ClientAnswer answer)
    {
        var events = SseParser.Create(new MemoryStream(answer.Body)).Enumerate().ToList();
        Xunit.Assert.NotEmpty(events);
        Xunit.Assert.All(events, static item => Xunit.Assert.Equal("message", item.EventType));
        Xunit.Assert.All(events.SkipLast(1), static item => Xunit.Assert.NotEqual(Done, item.Data));
        var isWhole = events[^1].Data == Done;
        var documents = events.Where(static item => item.Data != Done).Select(static item => JsonDocument.Parse(item.Data)).ToList();
        foreach (var chunk in documents.SkipLast(1))
        {
            Xunit.Assert.Empty(chunk.RootElement.MembersOf("genops"));
            Xunit.Assert.All(chunk.RootElement.MembersOf("error"), static error => Xunit.Assert.Equal(JsonValueKind.Null, error.ValueKind));
        }

        if (isWhole)
        {
            AssertReceipt(documents[^1].RootElement, answer);
            Xunit.Assert.Equal(JsonValueKind.Object, Xunit.Assert.Single(documents[^1].RootElement.MembersOf("usage")).ValueKind);
        }
        else
        {
            AssertError(documents[^1].RootElement, answer);
        }
    }

    private static void AssertReceipt(JsonElement json, ClientAnswer answer)
    {
        var genops = Xunit.Assert.Single(json.MembersOf("genops"));
        Xunit.Assert.Equal(answer.RequestId, genops.GetProperty("request_id").GetString());
        Xunit.Assert.InRange(genops.GetProperty("cost_nano_usd").GetInt64(), 0, long.MaxValue);
    }

    private static void AssertError(JsonElement json, ClientAnswer answer)
    {
        var error = json.GetProperty("error");
        Xunit.Assert.NotEqual("", error.GetProperty("message").GetString());
        Xunit.Assert.NotEqual("", error.GetProperty("type").GetString());
        Xunit.Assert.NotEqual("", error.GetProperty("code").GetString());
        Xunit.Assert.Equal(answer.RequestId, error.GetProperty("request_id").GetString());
    }
}
