using System.Net;
using System.Text.Json;
using GenOps.Core.Batches;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Http;

public sealed class CreateBatchTests(FilesApp app) : IClassFixture<FilesApp>
{
    [Fact]
    public async Task Create_EverySetting_IsShownAgain()
    {
        var (tenant, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var batch = await BatchRequests.CreateAsync(client, $$$"""
            {"input_file_id": "{{{file}}}", "endpoint": "/v1/completions", "completion_window": "48h",
             "metadata": {"team": "search", "note": "a, b = c"},
             "genops": {"chunk_size": 7, "max_concurrency": 3, "on_budget": "fail", "max_cost_usd": "1.5", "completion_webhook_url": "https://example.org/x"}}
            """);

        Assert.Matches("^batch_[0-9A-HJKMNP-TV-Z]{26}$", FilesApp.Text(batch, "id"));
        Assert.Equal(("batch", "/v1/completions", "48h", file, "validating"), (
            FilesApp.Text(batch, "object"), FilesApp.Text(batch, "endpoint"), FilesApp.Text(batch, "completion_window"),
            FilesApp.Text(batch, "input_file_id"), FilesApp.Text(batch, "status")));
        Assert.Equal(48 * 3_600, batch.GetProperty("expires_at").GetInt64() - batch.GetProperty("created_at").GetInt64());
        Assert.Equal("a, b = c", FilesApp.Text(batch.GetProperty("metadata"), "note"));
        var settings = batch.GetProperty("genops");
        Assert.Equal((7, 3), (settings.GetProperty("chunk_size").GetInt32(), settings.GetProperty("max_concurrency").GetInt32()));
        Assert.Equal(("fail", "1.500000000", "https://example.org/x"), (
            FilesApp.Text(settings, "on_budget"), FilesApp.Text(settings, "max_cost_usd"), FilesApp.Text(settings, "completion_webhook_url")));
        foreach (var name in (string[])["errors", "output_file_id", "error_file_id", "in_progress_at", "finalizing_at", "completed_at", "failed_at",
            "expired_at", "cancelling_at", "cancelled_at"])
        {
            Assert.Equal(JsonValueKind.Null, batch.GetProperty(name).ValueKind);
        }

        Assert.Equal("search", Assert.Single((await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<BatchRow>()).Attribution.Team);
    }

    [Fact]
    public async Task Create_Defaults_AreTheDocumentedOnes()
    {
        var (_, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var batch = await BatchRequests.CreateAsync(client, BatchRequests.Body(file));

        var settings = batch.GetProperty("genops");
        Assert.Equal(("24h", "wait", 50, 64), (
            FilesApp.Text(batch, "completion_window"), FilesApp.Text(settings, "on_budget"),
            settings.GetProperty("chunk_size").GetInt32(), settings.GetProperty("max_concurrency").GetInt32()));
        Assert.Equal(JsonValueKind.Null, settings.GetProperty("max_cost_usd").ValueKind);
    }

    public static TheoryData<string, string?> BadBodies() => new()
    {
        { "{", null }, { "[]", null },
        { """{"endpoint": "/v1/chat/completions"}""", "input_file_id" },
        { """{"input_file_id": 7, "endpoint": "/v1/chat/completions"}""", "input_file_id" },
        { """{"input_file_id": "FILE"}""", "endpoint" },
        { """{"input_file_id": "FILE", "endpoint": "/v1/responses"}""", "endpoint" },
        { BatchRequests.With("\"completion_window\": \"23h\""), "completion_window" },
        { BatchRequests.With("\"completion_window\": \"745h\""), "completion_window" },
        { BatchRequests.With("\"completion_window\": \"24\""), "completion_window" },
        { BatchRequests.With("\"completion_window\": \"1d\""), "completion_window" },
        { BatchRequests.With("\"completion_window\": 24"), "completion_window" },
        { BatchRequests.With("\"genopts\": {}"), "genopts" },
        { BatchRequests.With("\"output_expires_after\": {\"anchor\": \"created_at\", \"seconds\": 3600}"), "output_expires_after" },
        { BatchRequests.With("\"metadata\": []"), "metadata" },
        { BatchRequests.With("\"metadata\": {\"a\": 1}"), "metadata.a" },
        { BatchRequests.With("\"metadata\": {\"team\": \"Not A Team\"}"), "team" },
        { BatchRequests.With($"\"metadata\": {{\"a\": \"{new string('x', 513)}\"}}"), "metadata.a" },
        { BatchRequests.With("\"genops\": []"), "genops" },
        { BatchRequests.With("\"genops\": {\"chunk_sizes\": 1}"), "genops.chunk_sizes" },
        { BatchRequests.With("\"genops\": {\"chunk_size\": 0}"), "genops.chunk_size" },
        { BatchRequests.With("\"genops\": {\"chunk_size\": 501}"), "genops.chunk_size" },
        { BatchRequests.With("\"genops\": {\"chunk_size\": 1.5}"), "genops.chunk_size" },
        { BatchRequests.With("\"genops\": {\"max_concurrency\": 0}"), "genops.max_concurrency" },
        { BatchRequests.With("\"genops\": {\"max_concurrency\": 257}"), "genops.max_concurrency" },
        { BatchRequests.With("\"genops\": {\"on_budget\": \"stop\"}"), "genops.on_budget" },
        { BatchRequests.With("\"genops\": {\"on_budget\": true}"), "genops.on_budget" },
        { BatchRequests.With("\"genops\": {\"max_cost_usd\": 1}"), "genops.max_cost_usd" },
        { BatchRequests.With("\"genops\": {\"max_cost_usd\": \"-1\"}"), "genops.max_cost_usd" },
        { BatchRequests.With("\"genops\": {\"max_cost_usd\": \"0.0000000001\"}"), "genops.max_cost_usd" },
        { BatchRequests.With("\"genops\": {\"completion_webhook_url\": \"http://example.org\"}"), "genops.completion_webhook_url" },
        { BatchRequests.With("\"genops\": {\"completion_webhook_url\": \"https://a:b@example.org\"}"), "genops.completion_webhook_url" },
        { BatchRequests.With("\"genops\": {\"completion_webhook_url\": \"example\"}"), "genops.completion_webhook_url" },
    };

    [Theory]
    [MemberData(nameof(BadBodies), DisableDiscoveryEnumeration = true)]
    public async Task Create_BadBody_IsRefusedAndMakesNothing(string body, string? param)
    {
        var (tenant, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var refused = await BatchRequests.CreateAsync(client, body.Replace("FILE", file, StringComparison.Ordinal), HttpStatusCode.BadRequest);

        FilesApp.AssertError(refused, "invalid_request", param);
        Assert.Empty((await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<BatchRow>());
    }

    [Fact]
    public async Task Create_UnknownForeignOrOtherFile_IsRefused()
    {
        var (tenant, client) = await app.TenantAsync();
        var (_, other) = await app.TenantAsync();
        var foreign = FilesApp.Text(await FilesApp.UploadAsync(other, "x"), "id");
        var now = TimeProvider.System.GetUtcNow();
        var output = new FileRow
        {
            FileId = FileIds.Prefix + Ulid.NewUlid(now), FileName = "out", Purpose = FilePurpose.BatchOutput, Attributes = Attribution.None,
            CreatedAt = now, ExpiresAt = now.AddDays(1), IsStored = true,
        };
        await app.InsertAsync(tenant, output);

        foreach (var id in (string[])[foreign, "file-x", "file-01JDRQ4V5K8T2M3N6P7R9S0A1B"])
        {
            FilesApp.AssertError(await BatchRequests.CreateAsync(client, BatchRequests.Body(id), HttpStatusCode.NotFound), "not_found", "input_file_id");
        }

        FilesApp.AssertError(await BatchRequests.CreateAsync(client, BatchRequests.Body(output.FileId), HttpStatusCode.BadRequest), "invalid_request", "input_file_id");
    }

    [Fact]
    public async Task Create_UnknownSession_IsRefused()
    {
        var (_, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        FilesApp.AssertError(
            await BatchRequests.CreateAsync(client, BatchRequests.Body(file, "\"metadata\": {\"session_id\": \"01JDRQ4V5K8T2M3N6P7R9S0A1B\"}"), HttpStatusCode.NotFound), "session_not_found");
    }

    [Fact]
    public async Task Create_EndedSession_IsRefused()
    {
        var (_, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");
        var session = FilesApp.Text(
            await FilesApp.SendAsync(client, HttpMethod.Post, "genops/sessions", FilesApp.Json("{}"), HttpStatusCode.Created), "id");
        await FilesApp.SendAsync(client, HttpMethod.Post, $"genops/sessions/{session}/end", content: null);
        client.DefaultRequestHeaders.Add("x-genops-session-id", session);

        FilesApp.AssertError(await BatchRequests.CreateAsync(client, BatchRequests.Body(file), HttpStatusCode.Conflict), "session_ended");
    }

    [Fact]
    public async Task Create_StrictTenantWithoutTeam_IsRefused()
    {
        var (_, client) = await app.TenantAsync(document: new TenantDocument { Policy = PolicyMode.Strict });
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        FilesApp.AssertError(await BatchRequests.CreateAsync(client, BatchRequests.Body(file), HttpStatusCode.Forbidden), "policy_violation");
    }
}
