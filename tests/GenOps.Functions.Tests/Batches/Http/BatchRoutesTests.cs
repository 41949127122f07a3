using System.Net;
using System.Text.Json;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Wire;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Http;

public sealed class BatchRoutesTests(FilesApp app) : IClassFixture<FilesApp>
{
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

        var job = (await BatchRequests.CreateAsync(client, BatchRequests.Body(file, "\"model_id\": \"m\", \"priority\": 1"))).GetProperty("job");

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
