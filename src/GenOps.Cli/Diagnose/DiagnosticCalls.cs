using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Cli.Api;

namespace GenOps.Cli.Diagnose;

/// <summary>Makes small calls one after the other and asks for the time of each step.</summary>
internal static class DiagnosticCalls
{
    private const int MaxTokens = 10;

    /// <summary>One call that is not counted: it makes connections, and the app compiles its code.</summary>
    public static Task WarmUpAsync(GenOpsApi api, string model, CancellationToken cancellationToken) => CallAsync(api, model, cancellationToken);

    public static async Task<StepTimes> RunAsync(GenOpsApi api, string model, int calls, CancellationToken cancellationToken)
    {
        var times = new StepTimes();
        for (var call = 0; call < calls; call++)
        {
            times.Add(await CallAsync(api, model, cancellationToken));
        }

        return times;
    }

    private static async Task<JsonElement> CallAsync(GenOpsApi api, string model, CancellationToken cancellationToken)
    {
        var body = new { model, max_tokens = MaxTokens, messages = new[] { new { role = "user", content = "Say hello." } } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(body) };
        request.Headers.Add("x-genops-diagnostics", "true");
        using var response = await api.OpenAsync(request, cancellationToken);
        try
        {
            return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)).Field("genops");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw new ApiException(0, ApiException.UnreachableCode, $"The answer from {api.Address} broke off.", null, innerException: exception);
        }
    }
}
