using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace GenOps.Cli.Api;

/// <summary>The app's HTTP API with one key. Safe for use by several threads at once.</summary>
/// <remarks>Every member throws <see cref="ApiException"/> where the app refuses or does not answer.</remarks>
internal sealed class GenOpsApi : IDisposable
{
    // Above the app's own limit of 220 s for a call.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(240);

    // Far above the largest page; what is larger comes from something that is not this app.
    private const long MaximumAnswerBytes = 64 * 1024 * 1024;

    private readonly HttpClient _client;

    /// <param name="address">Where the app listens.</param>
    /// <param name="key">A tenant's or the admin's key; null sends none.</param>
    public GenOpsApi(Uri address, string? key)
    {
        // A proxy of the machine is not for calls to the machine itself; a redirect would carry the key elsewhere.
        var handler = new SocketsHttpHandler { UseProxy = !address.IsLoopback, AllowAutoRedirect = false };
        _client = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Uri Address => _client.BaseAddress!;

    public void Dispose() => _client.Dispose();

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), cancellationToken);

    public Task<JsonElement> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>Posts JSON.</summary>
    /// <param name="path">The route.</param>
    /// <param name="body">Null sends none.</param>
    /// <param name="idempotencyKey">Repeated with the same key and body, it is done once; null makes a key of its own.</param>
    public Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), cancellationToken, idempotencyKey);

    /// <summary>The items of a list of <c>/genops</c>, page by page, until there are <paramref name="limit"/> of them.</summary>
    /// <param name="path">The list's route; it may have a query.</param>
    /// <param name="pageRows">The most that the route gives at once.</param>
    public async Task<ApiPage> ListAsync(string path, int pageRows, int limit, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var rows = Math.Min(pageRows, limit - items.Count);
            var page = await GetAsync(PageOf(path, rows, cursor), cancellationToken);
            items.AddRange(page.Items("data"));
            cursor = page.Text("next_cursor");
        }
        while (cursor is not null && items.Count < limit);
        return new ApiPage(items, cursor);
    }

    /// <summary>An answer that is no JSON, such as CSV.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await OpenAsync(request, cancellationToken);
        return await ReadAsync(async () =>
        {
            await answer.Content.LoadIntoBufferAsync(MaximumAnswerBytes, cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        });
    }

    /// <summary>Uploads a file as multipart form data.</summary>
    public Task<JsonElement> UploadAsync(string path, Stream content, string fileName, string purpose, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(purpose), "purpose" }, { new StreamContent(content), "file", fileName },
        };
        return SendAsync(HttpMethod.Post, path, form, cancellationToken);
    }

    /// <summary>Copies an answer's body as it comes.</summary>
    public async Task DownloadAsync(string path, Stream destination, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await OpenAsync(request, cancellationToken);
        await ReadAsync(async () =>
        {
            await answer.Content.CopyToAsync(destination, cancellationToken);
            return true;
        });
    }

    /// <summary>Sends a request and returns when the head of a success has come; its body is read as it comes.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.IsSuccessStatusCode ? answer : throw await RefusalAsync(answer, either.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new ApiException(0, ApiException.UnreachableCode, Unreachable(exception), null, innerException: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var message = $"The app at {Address} did not answer within {AnswerLimit.TotalSeconds:0} s.";
            throw new ApiException(0, ApiException.TimeoutCode, message, null, innerException: exception);
        }
    }

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        using var answer = await OpenAsync(request, cancellationToken);
        var body = await ReadAsync(async () =>
        {
            await answer.Content.LoadIntoBufferAsync(MaximumAnswerBytes, cancellationToken);
            return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        });
        return body.Length == 0 ? default : Parse(body);
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            var message = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
                ? $"The answer of {Address} has more than {MaximumAnswerBytes} bytes."
                : $"The connection to {Address} broke before the whole answer had come.";
            throw new ApiException(0, ApiException.UnreachableCode, message, null, innerException: exception);
        }
    }

    private JsonElement Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException exception)
        {
            var message = $"{Address} does not answer as this app does; is the URL right?";
            throw new ApiException((int)HttpStatusCode.OK, "unknown", message, null, innerException: exception);
        }
    }

    private static async Task<ApiException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            return await ApiErrorReader.ReadAsync(answer, cancellationToken);
        }
    }

    private string Unreachable(HttpRequestException exception) =>
        $"Nothing answers at {Address}: {exception.Message.TrimEnd('.')}. Start the app with 'genops up', or say where it is with --url.";

    private static string PageOf(string path, int rows, string? cursor) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={rows}"
        + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
}
