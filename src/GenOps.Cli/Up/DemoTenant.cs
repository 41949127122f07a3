using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace GenOps.Cli.Up;

/// <summary>The tenant to try things with, made over the app's own admin routes.</summary>
internal sealed class DemoTenant : IDisposable
{
    public const string Name = "demo";

    private static readonly Uri TenantRoute = new($"/genops/tenants/{Name}", UriKind.Relative);
    private static readonly Uri KeysRoute = new($"/genops/tenants/{Name}/keys", UriKind.Relative);
    private static readonly Uri ModelsRoute = new("/v1/models", UriKind.Relative);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly string _adminKey;

    public DemoTenant(Uri app, string adminKey)
    {
        // A proxy of the machine is not for calls to the machine itself.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app, Timeout = Timeout };
        _adminKey = adminKey;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Makes the tenant unless there is one; its document is never replaced.</summary>
    /// <exception cref="CommandFault">The app refused.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        using var found = await SendAsync(HttpMethod.Get, TenantRoute, _adminKey, null, cancellationToken);
        if (found.StatusCode != HttpStatusCode.NotFound)
        {
            await RequireSuccessAsync(found, $"The tenant '{Name}' can't be read", cancellationToken);
            return;
        }

        var document = new { policy = "enforced", daily_limit_usd = "10.00", monthly_limit_usd = "200.00" };
        using var made = await SendAsync(HttpMethod.Put, TenantRoute, _adminKey, document, cancellationToken);
        await RequireSuccessAsync(made, $"The tenant '{Name}' can't be made", cancellationToken);
    }

    /// <summary>The kept key if it still works, else a new one, which is kept in its place; null keeps nothing.</summary>
    /// <exception cref="CommandFault">The app refused.</exception>
    public async Task<string> ObtainKeyAsync(SecretFile? kept, CancellationToken cancellationToken)
    {
        if (kept?.Read() is { } known && await WorksAsync(known, cancellationToken))
        {
            return known;
        }

        using var answer = await SendAsync(HttpMethod.Post, KeysRoute, _adminKey, new { name = "genops up" }, cancellationToken);
        await RequireSuccessAsync(answer, $"A key of the tenant '{Name}' can't be made", cancellationToken);
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var key = made.GetProperty("key").GetString()!;
        kept?.Write(key);
        return key;
    }

    private async Task<bool> WorksAsync(string key, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, ModelsRoute, key, null, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return false;
        }

        await RequireSuccessAsync(answer, $"The kept key of the tenant '{Name}' can't be tried", cancellationToken);
        return true;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri route, string key, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, route);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandFault($"The app at {_client.BaseAddress} does not answer: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFault($"The app did not answer {method} {route} within {Timeout.TotalSeconds:0} s.", exception);
        }
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage answer, string failed, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new CommandFault($"{failed}: the app answered {(int)answer.StatusCode}. {DetailOf(body)}");
        }
    }

    /// <summary>What a problem document says to people, else the body as it is.</summary>
    private static string DetailOf(string body)
    {
        try
        {
            var problem = JsonDocument.Parse(body).RootElement;
            return problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? detail.ToString() : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
