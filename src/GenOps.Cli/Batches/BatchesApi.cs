using System.Text.Json;
using GenOps.Cli.Api;

namespace GenOps.Cli.Batches;

/// <summary>The routes of batches and their files.</summary>
internal sealed class BatchesApi(GenOpsApi api)
{
    private const string Route = "/v1/batches";
    private const int PageRows = 100;

    public Task<JsonElement> GetAsync(string id, CancellationToken cancellationToken) => api.GetAsync(PathOf(id), cancellationToken);

    public Task<JsonElement> CancelAsync(string id, CancellationToken cancellationToken) =>
        api.PostAsync(PathOf(id) + "/cancel", null, cancellationToken);

    /// <summary>Makes a batch of an uploaded file.</summary>
    public Task<JsonElement> CreateAsync(object batch, CancellationToken cancellationToken) => api.PostAsync(Route, batch, cancellationToken);

    /// <summary>Uploads a batch's input.</summary>
    public Task<JsonElement> UploadAsync(Stream content, string fileName, CancellationToken cancellationToken) =>
        api.UploadAsync("/v1/files", content, fileName, "batch", cancellationToken);

    public Task DownloadAsync(string fileId, Stream destination, CancellationToken cancellationToken) =>
        api.DownloadAsync($"/v1/files/{Uri.EscapeDataString(fileId)}/content", destination, cancellationToken);

    /// <summary>The newest batches, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var batches = new List<JsonElement>();
        string? after = null;
        bool hasMore;
        do
        {
            var rows = Math.Min(PageRows, limit - batches.Count);
            var page = await api.GetAsync($"{Route}?limit={rows}{(after is null ? "" : $"&after={after}")}", cancellationToken);
            batches.AddRange(page.Items("data"));
            after = page.Text("last_id");
            hasMore = page.Text("has_more") == "true";
        }
        while (hasMore && batches.Count < limit);
        return batches;
    }

    /// <summary>What the tightest budget has left; null when there is no limit.</summary>
    public async Task<string?> BudgetLeftAsync(CancellationToken cancellationToken)
    {
        var report = await api.GetAsync("/genops/budget", cancellationToken);
        return report.Items("scopes").Select(static scope => scope.Text("remaining_usd")).OfType<string>().MinBy(Screens.Amounts.Value);
    }

    private static string PathOf(string id) => $"{Route}/{Uri.EscapeDataString(id)}";
}
