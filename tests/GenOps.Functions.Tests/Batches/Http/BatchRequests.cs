using System.Net;
using System.Text.Json;
using GenOps.Functions.Tests.Files;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>Requests that make a batch.</summary>
internal static class BatchRequests
{
    /// <summary>A request for a file.</summary>
    public static string Body(string file, string? more = null) => With(more).Replace("FILE", file, StringComparison.Ordinal);

    /// <summary>A request with more members, whose file is still to be named in the place of FILE.</summary>
    public static string With(string? more) => $$"""{"input_file_id": "FILE", "endpoint": "/v1/chat/completions"{{(more is null ? "" : ", " + more)}}}""";

    public static Task<JsonElement> CreateAsync(HttpClient client, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        FilesApp.SendAsync(client, HttpMethod.Post, "v1/batches", FilesApp.Json(body), status);
}
