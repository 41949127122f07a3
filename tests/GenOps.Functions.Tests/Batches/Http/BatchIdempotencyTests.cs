using System.Net;
using System.Text.Json;
using GenOps.Core.Batches;
using GenOps.Core.Idempotency;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Http;

public sealed class BatchIdempotencyTests(FilesApp app) : IClassFixture<FilesApp>
{
    [Fact]
    public async Task Create_SameKeyAndBody_ReplaysTheSameBatchEvenWhenItsInputIsGone()
    {
        var (tenant, client) = await app.TenantAsync();
        var file = await FileAsync(client);

        var first = await SendAsync(client, BatchRequests.Body(file));
        await new BatchApi(client).EndOfAsync(first.Id!);
        await FilesApp.SendAsync(client, HttpMethod.Delete, $"v1/files/{file}", content: null);
        var second = await SendAsync(client, BatchRequests.Body(file));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal((false, true), (first.IsReplay, second.IsReplay));
        Assert.Single(await BatchesAsync(tenant));
    }

    [Fact]
    public async Task Create_SameKeyManyAtOnce_MakesOneBatch()
    {
        var (tenant, client) = await app.TenantAsync();
        var file = await FileAsync(client);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(client, BatchRequests.Body(file))));

        var batch = Assert.Single(await BatchesAsync(tenant));
        foreach (var answer in answers)
        {
            Assert.True(answer.Status is HttpStatusCode.OK ? answer.Id == batch.BatchId : answer.Code == "idempotency_in_flight", answer.Text);
        }
    }

    [Theory]
    [InlineData("\"completion_window\": \"48h\"", null)]
    [InlineData(null, "search")]
    public async Task Create_SameKeyOtherBodyOrAttribution_IsRefused(string? more, string? team)
    {
        var (tenant, client) = await app.TenantAsync();
        var file = await FileAsync(client);
        await SendAsync(client, BatchRequests.Body(file));
        if (team is not null)
        {
            client.DefaultRequestHeaders.Add("x-genops-team", team);
        }

        var other = await SendAsync(client, BatchRequests.Body(file, more));

        Assert.Equal(((HttpStatusCode)422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Single(await BatchesAsync(tenant));
    }

    [Fact]
    public async Task Create_FirstWasRefused_KeyIsFree()
    {
        var (tenant, client) = await app.TenantAsync();

        var refused = await SendAsync(client, BatchRequests.Body("file-01JDRQ4V5K8T2M3N6P7R9S0A1B"));
        var made = await SendAsync(client, BatchRequests.Body(await FileAsync(client)));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (refused.Status, made.Status));
        Assert.Equal(made.Id, Assert.Single(await BatchesAsync(tenant)).BatchId);
    }

    [Fact]
    public async Task Create_KeyTooLong_IsRefusedAndMakesNothing()
    {
        var (tenant, client) = await app.TenantAsync();

        var refused = await SendAsync(client, BatchRequests.Body(await FileAsync(client)), new string('k', 256));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (refused.Status, refused.Code));
        Assert.Empty(await BatchesAsync(tenant));
        Assert.Empty((await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<IdempotencyRow>());
    }

    private static Task<string> FileAsync(HttpClient client) => new BatchApi(client).UploadAsync(1);

    private async Task<IReadOnlyList<BatchRow>> BatchesAsync(string tenant) =>
        [.. (await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<BatchRow>()];

    private static async Task<Answer> SendAsync(HttpClient client, string body, string key = "k-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/batches") { Content = FilesApp.Json(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Contains("idempotent-replayed"));
    }

    private sealed record Answer(HttpStatusCode Status, string Text, bool IsReplay)
    {
        public string? Id => JsonDocument.Parse(Text).RootElement.TryGetProperty("id", out var id) ? id.GetString() : null;

        public string? Code => JsonDocument.Parse(Text).RootElement.GetProperty("error").GetProperty("code").GetString();
    }
}
