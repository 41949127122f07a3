using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GenOps.Attack.World;

/// <summary>Makes calls and remembers what came of them.</summary>
internal static class Caller
{
    /// <summary>One call; never throws for what the app or the network does.</summary>
    public static async Task<CallRecord> CallAsync(Instance instance, AttackTenant tenant, string user, CallShape shape)
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(instance.Death);
        if (shape.LeavesAfter is { } after)
        {
            leaves.CancelAfter(after);
        }

        using var client = new HttpClient { BaseAddress = instance.Address };
        using var request = Request(tenant, user, shape);
        var text = new StringBuilder();
        var status = 0;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaves.Token);
            status = (int)response.StatusCode;
            await ReadAsync(response, text, shape.RestsBetweenReads, leaves.Token);
            return new CallRecord(tenant.Name, user, status, text.ToString()) { IsBroken = IsBroken(status, shape, text) };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new CallRecord(tenant.Name, user, status, text.ToString()) { IsBroken = true };
        }
    }

    private static bool IsBroken(int status, CallShape shape, StringBuilder text) =>
        status == 200 && shape.Stream && !text.ToString().Contains("data: [DONE]", StringComparison.Ordinal);

    private static async Task ReadAsync(HttpResponseMessage response, StringBuilder text, TimeSpan rest, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            text.Append(buffer, 0, read);
            await Task.Delay(rest, TimeProvider.System, cancellationToken);
        }
    }

    private static HttpRequestMessage Request(AttackTenant tenant, string user, CallShape shape)
    {
        var body = new JsonObject
        {
            ["model"] = shape.Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"Hello. [[sim:{shape.Marker}]]" }),
            ["max_tokens"] = shape.MaxTokens,
            ["stream"] = shape.Stream,
            ["user"] = user,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Key);
        Add("x-genops-user", user);
        Add("x-genops-team", shape.Team);
        Add("x-genops-project", shape.Project);
        Add("x-genops-session-id", shape.SessionId);
        Add("x-genops-fallback-models", shape.FallbackModels);
        Add("Idempotency-Key", shape.IdempotencyKey);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }
    }
}
