using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.AppKit;

namespace GenOps.Benchmarks.Startup;

/// <summary>A tenant and its key made over HTTP, for an app whose storage nobody else can reach.</summary>
internal static class NewTenant
{
    public static async Task<string> CreateAsync(HttpClient client)
    {
        await SendAsync(client, HttpMethod.Put, "genops/tenants/acme", """{"daily_limit_usd":"1000.00"}""");
        return (await SendAsync(client, HttpMethod.Post, "genops/tenants/acme/keys", "{}")).GetProperty("key").GetString()!;
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppHost.AdminKey);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
