using System.Net;
using System.Text.Json;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Http;

public sealed class BatchRoutesTests(FilesApp app) : IClassFixture<FilesApp>
{
    [Fact]
    public async Task Create_EverySetting_IsShownAgain()
    {
        var (tenant, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var batch = await CreateAsync(client, $$$"""
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

        var batch = await CreateAsync(client, Body(file));

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
        { With("\"completion_window\": \"23h\""), "completion_window" },
        { With("\"completion_window\": \"745h\""), "completion_window" },
        { With("\"completion_window\": \"24\""), "completion_window" },
        { With("\"completion_window\": \"1d\""), "completion_window" },
        { With("\"completion_window\": 24"), "completion_window" },
        { With("\"genopts\": {}"), "genopts" },
        { With("\"output_expires_after\": {\"anchor\": \"created_at\", \"seconds\": 3600}"), "output_expires_after" },
        { With("\"metadata\": []"), "metadata" },
        { With("\"metadata\": {\"a\": 1}"), "metadata.a" },
        { With("\"metadata\": {\"team\": \"Not A Team\"}"), "team" },
        { With($"\"metadata\": {{\"a\": \"{new string('x', 513)}\"}}"), "metadata.a" },
        { With("\"genops\": []"), "genops" },
        { With("\"genops\": {\"chunk_sizes\": 1}"), "genops.chunk_sizes" },
        { With("\"genops\": {\"chunk_size\": 0}"), "genops.chunk_size" },
        { With("\"genops\": {\"chunk_size\": 501}"), "genops.chunk_size" },
        { With("\"genops\": {\"chunk_size\": 1.5}"), "genops.chunk_size" },
        { With("\"genops\": {\"max_concurrency\": 0}"), "genops.max_concurrency" },
        { With("\"genops\": {\"max_concurrency\": 257}"), "genops.max_concurrency" },
        { With("\"genops\": {\"on_budget\": \"stop\"}"), "genops.on_budget" },
        { With("\"genops\": {\"on_budget\": true}"), "genops.on_budget" },
        { With("\"genops\": {\"max_cost_usd\": 1}"), "genops.max_cost_usd" },
        { With("\"genops\": {\"max_cost_usd\": \"-1\"}"), "genops.max_cost_usd" },
        { With("\"genops\": {\"max_cost_usd\": \"0.0000000001\"}"), "genops.max_cost_usd" },
        { With("\"genops\": {\"completion_webhook_url\": \"http://example.org\"}"), "genops.completion_webhook_url" },
        { With("\"genops\": {\"completion_webhook_url\": \"https://a:b@example.org\"}"), "genops.completion_webhook_url" },
        { With("\"genops\": {\"completion_webhook_url\": \"example\"}"), "genops.completion_webhook_url" },
    };

    [Theory]
    [MemberData(nameof(BadBodies), DisableDiscoveryEnumeration = true)]
    public async Task Create_BadBody_IsRefusedAndMakesNothing(string body, string? param)
    {
        var (tenant, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var refused = await CreateAsync(client, body.Replace("FILE", file, StringComparison.Ordinal), HttpStatusCode.BadRequest);

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
        var output = new Core.Files.FileRow
        {
            FileId = Core.Files.FileIds.Prefix + Ulid.NewUlid(now), FileName = "out", Purpose = Core.Files.FilePurpose.BatchOutput, Attributes = Attribution.None,
            CreatedAt = now, ExpiresAt = now.AddDays(1), IsStored = true,
        };
        await app.InsertAsync(tenant, output);

        foreach (var id in (string[])[foreign, "file-x", "file-01JDRQ4V5K8T2M3N6P7R9S0A1B"])
        {
            FilesApp.AssertError(await CreateAsync(client, Body(id), HttpStatusCode.NotFound), "not_found", "input_file_id");
        }

        FilesApp.AssertError(await CreateAsync(client, Body(output.FileId), HttpStatusCode.BadRequest), "invalid_request", "input_file_id");
    }

    [Fact]
    public async Task Create_UnknownSession_IsRefused()
    {
        var (_, client) = await app.TenantAsync();
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        FilesApp.AssertError(
            await CreateAsync(client, Body(file, "\"metadata\": {\"session_id\": \"01JDRQ4V5K8T2M3N6P7R9S0A1B\"}"), HttpStatusCode.NotFound), "session_not_found");
    }

    [Fact]
    public async Task Create_StrictTenantWithoutTeam_IsRefused()
    {
        var (_, client) = await app.TenantAsync(document: new TenantDocument { Policy = PolicyMode.Strict });
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        FilesApp.AssertError(await CreateAsync(client, Body(file), HttpStatusCode.Forbidden), "policy_violation");
    }

    [Fact]
    public async Task Get_FailedBatch_ShowsFaultsWithLines()
    {
        var (tenant, client) = await app.TenantAsync();
        var batch = Row(0) with
        {
            Status = BatchStatus.Failed, FailedAt = TimeProvider.System.GetUtcNow(),
            Errors = [new BatchError("invalid_url", "Wrong.", "url", 3), new BatchError("empty_file", "Empty.")],
        };
        await app.InsertAsync(tenant, batch);

        var shown = await FilesApp.GetAsync(client, $"v1/batches/{batch.BatchId}");

        Assert.Equal("failed", FilesApp.Text(shown, "status"));
        Assert.Equal(
            """{"object":"list","data":[{"code":"invalid_url","message":"Wrong.","param":"url","line":3},{"code":"empty_file","message":"Empty.","param":null,"line":null}]}""",
            shown.GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task Get_WaitingBatch_ShowsMoneyAndProgress()
    {
        var (tenant, client) = await app.TenantAsync();
        var resumesAt = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        var batch = Row(0) with
        {
            Status = BatchStatus.InProgress, Total = 40, Completed = 9, Failed = 1, ChunksTotal = 4, ChunksDone = 1, CostNanoUsd = 12, HeldNanoUsd = 34,
            ExpectedNanoUsd = 56, WaitingFor = WaitReason.Budget, ResumesAt = resumesAt, InProgressAt = resumesAt, FinalizingAt = resumesAt.AddSeconds(4),
        };
        await app.InsertAsync(tenant, batch);

        var shown = await FilesApp.GetAsync(client, $"v1/batches/{batch.BatchId}");

        Assert.Equal("""{"total":40,"completed":9,"failed":1}""", shown.GetProperty("request_counts").GetRawText());
        var governed = shown.GetProperty("genops");
        Assert.Equal(("0.000000012", "0.000000034", "0.000000056", "budget"), (
            FilesApp.Text(governed, "cost_usd"), FilesApp.Text(governed, "held_usd"), FilesApp.Text(governed, "estimated_cost_usd"),
            FilesApp.Text(governed, "waiting_for")));
        Assert.Equal("""{"total":4,"done":1}""", governed.GetProperty("chunks").GetRawText());
        Assert.Equal(resumesAt, governed.GetProperty("resumes_at").GetDateTimeOffset());
        Assert.Equal(2.5, governed.GetProperty("items_per_second").GetDouble());
    }

    [Fact]
    public async Task List_ByPages_ShowsEachOnceTheNewestFirst()
    {
        var (tenant, client) = await app.TenantAsync();
        var rows = Enumerable.Range(0, 5).Select(Row).ToArray();
        await app.InsertAsync(tenant, rows);
        var ids = new List<string>();
        JsonElement page;
        do
        {
            page = await FilesApp.GetAsync(client, "v1/batches?limit=2" + (ids.Count == 0 ? "" : $"&after={ids[^1]}"));
            ids.AddRange(FilesApp.Ids(page.GetProperty("data")));
            Assert.Equal(("list", ids[^1]), (FilesApp.Text(page, "object"), FilesApp.Text(page, "last_id")));
        }
        while (page.GetProperty("has_more").GetBoolean());

        Assert.Equal(rows.Select(static row => row.BatchId).Reverse(), ids);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("after=x", "after")]
    public async Task List_BadQuery_IsRefused(string query, string param)
    {
        var (_, client) = await app.TenantAsync();

        FilesApp.AssertError(await FilesApp.GetAsync(client, "v1/batches?" + query, HttpStatusCode.BadRequest), "invalid_request", param);
    }

    [Fact]
    public async Task Cancel_RunningBatch_IsCancelling()
    {
        var (tenant, client) = await app.TenantAsync();
        var batch = Row(0) with { Status = BatchStatus.InProgress };
        await app.InsertAsync(tenant, batch);

        var cancelled = await FilesApp.SendAsync(client, HttpMethod.Post, $"v1/batches/{batch.BatchId}/cancel", content: null);
        var again = await FilesApp.SendAsync(client, HttpMethod.Post, $"v1/batches/{batch.BatchId}/cancel", content: null);

        Assert.Equal(("cancelling", JsonValueKind.Number), (FilesApp.Text(cancelled, "status"), cancelled.GetProperty("cancelling_at").ValueKind));
        Assert.Equal(cancelled.GetProperty("cancelling_at").GetInt64(), again.GetProperty("cancelling_at").GetInt64());
    }

    [Fact]
    public async Task Cancel_EndedBatch_StaysAsItIs()
    {
        var (tenant, client) = await app.TenantAsync();
        var batch = Row(0) with { Status = BatchStatus.Completed };
        await app.InsertAsync(tenant, batch);

        Assert.Equal("completed", FilesApp.Text(await FilesApp.SendAsync(client, HttpMethod.Post, $"v1/batches/{batch.BatchId}/cancel", content: null), "status"));
    }

    [Fact]
    public async Task AnyRoute_ForeignMalformedOrPinnedAway_IsUnknown()
    {
        var (tenant, owner) = await app.TenantAsync();
        var (_, other) = await app.TenantAsync();
        var pinned = app.Host.Client(await TenantSeed.AddKeyAsync(app.Host.Stores, tenant, "ads"));
        var batch = Row(0);
        await app.InsertAsync(tenant, batch);

        foreach (var (client, id) in ((HttpClient, string)[])[(other, batch.BatchId), (pinned, batch.BatchId), (owner, "batch_x")])
        {
            FilesApp.AssertError(await FilesApp.GetAsync(client, $"v1/batches/{id}", HttpStatusCode.NotFound), "not_found", "batch_id");
            FilesApp.AssertError(
                await FilesApp.SendAsync(client, HttpMethod.Post, $"v1/batches/{id}/cancel", content: null, HttpStatusCode.NotFound), "not_found", "batch_id");
        }

        Assert.Empty((await FilesApp.GetAsync(other, "v1/batches")).GetProperty("data").EnumerateArray());
        Assert.Empty((await FilesApp.GetAsync(pinned, "v1/batches")).GetProperty("data").EnumerateArray());
        await FilesApp.GetAsync(owner, $"v1/batches/{batch.BatchId}");
    }

    [Theory]
    [InlineData("POST", "v1/batches")]
    [InlineData("GET", "v1/batches")]
    [InlineData("GET", "v1/batches/batch_01JDRQ4V5K8T2M3N6P7R9S0A1B")]
    [InlineData("POST", "v1/batches/batch_01JDRQ4V5K8T2M3N6P7R9S0A1B/cancel")]
    public async Task AnyRoute_NoKey_IsUnauthorized(string method, string path) => FilesApp.AssertError(
        await FilesApp.SendAsync(app.Host.Client(), new HttpMethod(method), path, content: null, HttpStatusCode.Unauthorized), "invalid_api_key");

    [Fact]
    public async Task AnyRoute_AsTogetherDoes_HasTogethersShapes()
    {
        var (tenant, client) = await app.TenantAsync(isTogether: true);
        var file = FilesApp.Text(await FilesApp.UploadAsync(client, "x", "batch-api"), "id");

        var job = (await CreateAsync(client, Body(file, "\"model_id\": \"m\", \"priority\": 1"))).GetProperty("job");

        Assert.Equal("VALIDATING", FilesApp.Text(job, "status"));
        Assert.True(job.GetProperty("created_at").GetDateTimeOffset() < job.GetProperty("job_deadline").GetDateTimeOffset());
        var running = Row(1) with { Status = BatchStatus.InProgress, Total = 8, Completed = 1, Failed = 1 };
        var failed = Row(2) with { Status = BatchStatus.Failed, Errors = [new BatchError("invalid_url", "Wrong.", "url", 3)] };
        await app.InsertAsync(tenant, running, failed);
        var shown = await FilesApp.GetAsync(client, $"v1/batches/{running.BatchId}");
        Assert.Equal(("IN_PROGRESS", 25.0), (FilesApp.Text(shown, "status"), shown.GetProperty("progress").GetDouble()));
        Assert.Equal("Line 3: Wrong.", FilesApp.Text(await FilesApp.GetAsync(client, $"v1/batches/{failed.BatchId}"), "error"));
        var list = await FilesApp.GetAsync(client, "v1/batches");
        Assert.Equal(JsonValueKind.Array, list.ValueKind);
        Assert.Equal(3, list.GetArrayLength());
    }

    private static string Body(string file, string? more = null) => With(more).Replace("FILE", file, StringComparison.Ordinal);

    private static string With(string? more) => $$"""{"input_file_id": "FILE", "endpoint": "/v1/chat/completions"{{(more is null ? "" : ", " + more)}}}""";

    private static Task<JsonElement> CreateAsync(HttpClient client, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        FilesApp.SendAsync(client, HttpMethod.Post, "v1/batches", FilesApp.Json(body), status);

    private static BatchRow Row(int age)
    {
        var now = TimeProvider.System.GetUtcNow().AddSeconds(age);
        return new BatchRow
        {
            BatchId = BatchIds.Of(Ulid.NewUlid(now).ToString()), Status = BatchStatus.Validating, Endpoint = InferenceEndpoint.ChatCompletions,
            InputFileId = "file-01JDRQ4V5K8T2M3N6P7R9S0A1B", WindowHours = 24, CreatedAt = now, ExpiresAt = now.AddDays(1),
            Attribution = new Attribution { Team = "search" }, KeyId = "k", ChunkSize = 50, MaxConcurrency = 64, OnBudget = BudgetGonePolicy.Wait,
        };
    }
}
