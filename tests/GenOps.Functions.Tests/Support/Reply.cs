using System.Text.Json;

namespace GenOps.Functions.Tests.Support;

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    private static readonly string[] Envelope = ["message", "type", "param", "code", "request_id"];

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Genops => Json.GetProperty("genops");

    public long CostNanoUsd => Genops.GetProperty("cost_nano_usd").GetInt64();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public JsonElement AssertOk()
    {
        Assert.True(Status == 200, $"{Status}: {Text}");
        return Json;
    }

    /// <summary>The whole envelope of an error and its headers; returns the object inside <c>error</c>.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="mayRetry">False when clients must be told not to try again.</param>
    /// <param name="retryAfter">Whether the answer says when to try again.</param>
    /// <param name="extras">What else <c>error</c> holds, in this order.</param>
    public JsonElement AssertError(int status, string code, bool mayRetry = true, bool retryAfter = false, params string[] extras)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        Assert.Equal("application/json", Header("Content-Type"));
        Assert.Equal(["error"], Json.EnumerateObject().Select(static member => member.Name));
        var error = Json.GetProperty("error");
        Assert.Equal([.. Envelope, .. extras], error.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        Assert.NotEqual("", error.GetProperty("type").GetString());
        var id = error.GetProperty("request_id").GetString()!;
        Assert.Equal(26, id.Length);
        Assert.Equal((id, id), (Header("x-genops-request-id"), Header("x-request-id")));
        Assert.Equal(mayRetry ? null : "false", Header("x-should-retry"));
        Assert.Equal(retryAfter, Header("Retry-After") is not null);
        Assert.Null(Header("x-genops-cost-usd"));
        Assert.DoesNotContain(InferenceCaller.Canary, Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return error;
    }

    /// <summary>Seconds of <c>Retry-After</c>.</summary>
    public int RetryAfterSeconds => int.Parse(Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture);
}
