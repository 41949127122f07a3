using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Isolation;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>Short ways to say a sample.</summary>
internal static class Requests
{
    public static Sample Get(int status, string path, params (string Name, string Value)[] headers) => Get(status, _ => path, headers);

    public static Sample Get(int status, Func<Ids, string> path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, status, path, null, headers);

    public static Sample Delete(int status, Func<Ids, string> path) => Send(HttpMethod.Delete, status, path, null);

    public static Sample Post(int status, string path, string body, params (string Name, string Value)[] headers) => Post(status, _ => path, _ => body, headers);

    public static Sample Post(int status, Func<Ids, string> path, Func<Ids, string> body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, status, path, body, headers);

    public static Sample Put(int status, Func<Ids, string> path, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, status, path, _ => body, headers);

    /// <summary>The same with a key that opens nothing.</summary>
    public static Sample WithoutKey(this Sample sample) => new(401, async world =>
    {
        var request = await sample.RequestAsync(world);
        request.Headers.Add("x-api-key", "nonsense");
        return request;
    });

    /// <summary>Something that must be there first.</summary>
    public static Sample After(int status, Func<IsolationWorld, Task<HttpRequestMessage>> request) => new(status, request);

    public static HttpRequestMessage Message(HttpMethod method, string path, string? body = null) =>
        new(method, path) { Content = body is null ? null : FilesApp.Json(body) };

    /// <summary>Asks beforehand, as the victim; its answer's JSON.</summary>
    public static async Task<JsonElement> AskAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = Message(method, path, body);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private static Sample Send(HttpMethod method, int status, Func<Ids, string> path, Func<Ids, string>? body, params (string Name, string Value)[] headers) =>
        new(status, world =>
        {
            var request = Message(method, path(world.Victim), body?.Invoke(world.Victim));
            foreach (var (name, value) in headers)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }

            return Task.FromResult(request);
        });
}
