using System.Text.RegularExpressions;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>What a client can tell one answer from another by: status, names of headers, and the body but for what differs with every request.</summary>
internal static partial class Exchange
{
    public static async Task<string> SendAsync(HttpClient client, HttpRequestMessage request, Ids ids)
    {
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(static header => header.Key is not ("Date" or "Content-Length"))
            .Select(static header => header.Key).Order(StringComparer.Ordinal);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var id in ids.All)
        {
            body = body.Replace(id, "<id>", StringComparison.OrdinalIgnoreCase);
        }

        body = Ulids().Replace(body, "<ulid>");
        body = Instants().Replace(body, "<instant>");
        body = Durations().Replace(body, "<duration>");
        return $"{(int)answer.StatusCode} {string.Join(' ', headers)}\n{body}";
    }

    [GeneratedRegex("[0-7][0-9A-HJKMNP-TV-Z]{25}")]
    private static partial Regex Ulids();

    [GeneratedRegex("""\d{4}-\d\d-\d\dT[0-9:.]+Z|"(created_at|expires_at)":\d+""")]
    private static partial Regex Instants();

    [GeneratedRegex("\"duration_seconds\":[0-9.]+")]
    private static partial Regex Durations();
}
