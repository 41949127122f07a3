using System.Net;
using System.Text;
using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Wire;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Files;

public sealed class FilesTests(FilesApp app) : IClassFixture<FilesApp>
{
    [Theory]
    [InlineData("batch")]
    [InlineData("batch-api")]
    public async Task Upload_FileBeforePurpose_IsOpenAisObjectAndReadsBack(string purpose)
    {
        var (_, client) = await app.TenantAsync();

        var file = await FilesApp.UploadAsync(client, "{\"a\":\"é\"}\n", purpose);

        Assert.Matches("^file-[0-9A-HJKMNP-TV-Z]{26}$", FilesApp.Text(file, "id"));
        Assert.Equal(("file", "lines.jsonl", purpose, "processed"), (
            FilesApp.Text(file, "object"), FilesApp.Text(file, "filename"), FilesApp.Text(file, "purpose"), FilesApp.Text(file, "status")));
        Assert.Equal(11, file.GetProperty("bytes").GetInt64());
        Assert.Equal(30 * 86_400, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
        var again = await FilesApp.GetAsync(client, $"v1/files/{FilesApp.Text(file, "id")}");
        Assert.Equal(file.GetRawText(), again.GetRawText());
        using var content = await client.GetAsync(new Uri($"v1/files/{FilesApp.Text(file, "id")}/content", UriKind.Relative));
        Assert.Equal("{\"a\":\"é\"}\n", await content.Content.ReadAsStringAsync());
        Assert.Equal((11L, "attachment", "nosniff"), (
            content.Content.Headers.ContentLength, content.Content.Headers.ContentDisposition?.DispositionType,
            content.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    [Fact]
    public async Task Upload_PurposeFirstAndLifetime_IsTaken()
    {
        var (_, client) = await app.TenantAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new StringContent("created_at"), "expires_after[anchor]" },
            { new StringContent("3600"), "expires_after[seconds]" },
            { new ByteArrayContent([1, 2, 3]), "file", "C:\\dir\\../x\u0001y.jsonl" },
        };

        var file = await FilesApp.SendAsync(client, HttpMethod.Post, "v1/files", form);

        Assert.Equal(3_600, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
        Assert.DoesNotContain('\\', FilesApp.Text(file, "filename"));
        Assert.DoesNotContain('\u0001', FilesApp.Text(file, "filename"));
    }

    public static TheoryData<string, string?> BadForms() => new()
    {
        { "no purpose", "purpose" }, { "other purpose", "purpose" }, { "bad purpose first", "purpose" }, { "no file", "file" }, { "empty file", "file" },
        { "two files", null }, { "other file part", null }, { "long value", null }, { "bad lifetime", "expires_after" }, { "many parts", null },
    };

    [Theory]
    [MemberData(nameof(BadForms))]
    public async Task Upload_BadForm_IsRefusedAndLeavesNothing(string kind, string? param)
    {
        var (tenant, client) = await app.TenantAsync();
        using var form = kind switch
        {
            "no purpose" => FilesApp.Form("x", purpose: null),
            "other purpose" => FilesApp.Form("x", "fine-tune"),
            "bad purpose first" => new MultipartFormDataContent { { new StringContent("batch_output"), "purpose" }, { new ByteArrayContent([1]), "file", "a" } },
            "no file" => new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new StringContent("x"), "file" } },
            "empty file" => FilesApp.Form(""),
            "two files" => new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a" }, { new ByteArrayContent([2]), "file", "b" } },
            "other file part" => new MultipartFormDataContent { { new ByteArrayContent([1]), "data", "a" } },
            "long value" => FilesApp.Form("x", new string('p', 2_000)),
            "bad lifetime" => new MultipartFormDataContent
            {
                { new ByteArrayContent([1]), "file", "a" }, { new StringContent("batch"), "purpose" }, { new StringContent("10"), "expires_after[seconds]" },
            },
            _ => ManyParts(),
        };

        FilesApp.AssertError(await FilesApp.SendAsync(client, HttpMethod.Post, "v1/files", form, HttpStatusCode.BadRequest), "invalid_request", param);

        Assert.Empty((await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<FileRow>());
        Assert.Empty(await BlobsAsync(tenant));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nno header at all")]
    public async Task Upload_NoWholeForm_IsRefusedAndLeavesNothing(string type, string body)
    {
        var (tenant, client) = await app.TenantAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        FilesApp.AssertError(await FilesApp.SendAsync(client, HttpMethod.Post, "v1/files", content, HttpStatusCode.BadRequest), "invalid_request");

        Assert.Empty((await Audit.ReadAsync(app.Host.Stores, tenant)).Rows.OfType<FileRow>());
        Assert.Empty(await BlobsAsync(tenant));
    }

    [Fact]
    public async Task Upload_OverTheServersLimit_IsTaken()
    {
        var (_, client) = await app.TenantAsync();

        var file = await FilesApp.UploadAsync(client, new string('x', 12 * 1024 * 1024));

        Assert.Equal(12 * 1024 * 1024, file.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Upload_AnnouncedTooLarge_IsRefusedUnread()
    {
        using var connection = new System.Net.Sockets.TcpClient();
        var key = await TenantSeed.CreateAsync(app.Host.Stores, "too-large", new Core.Tenants.TenantDocument());
        await connection.ConnectAsync(app.Host.Address.Host, app.Host.Address.Port);
        await using var stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 300000000\r\n\r\n"));

        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task List_ByPagesPurposeAndOrder_ShowsEachOnce()
    {
        var (_, client) = await app.TenantAsync();
        var ids = new List<string>();
        foreach (var purpose in (string[])["batch", "batch-api", "batch", "batch", "batch-api"])
        {
            ids.Add(FilesApp.Text(await FilesApp.UploadAsync(client, "x", purpose), "id"));
        }

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), await AllAsync(client, "limit=2"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), await AllAsync(client, "limit=2&order=asc"));
        // Ids of one millisecond are in no order of time.
        string[] api = [ids[1], ids[4]];
        Assert.Equal(api.Order(StringComparer.Ordinal), (await AllAsync(client, "purpose=batch-api")).Order(StringComparer.Ordinal));
        Assert.Empty(await AllAsync(client, "purpose=batch_output"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=10001", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("purpose=vision", "purpose")]
    [InlineData("order=up", "order")]
    public async Task List_BadQuery_IsRefused(string query, string param)
    {
        var (_, client) = await app.TenantAsync();

        FilesApp.AssertError(await FilesApp.GetAsync(client, "v1/files?" + query, HttpStatusCode.BadRequest), "invalid_request", param);
    }

    [Fact]
    public async Task Delete_Twice_IsGoneWithItsContent()
    {
        var (tenant, client) = await app.TenantAsync();
        var id = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");

        var deleted = await FilesApp.SendAsync(client, HttpMethod.Delete, $"v1/files/{id}", content: null);

        Assert.Equal((id, true), (FilesApp.Text(deleted, "id"), deleted.GetProperty("deleted").GetBoolean()));
        Assert.Empty(await BlobsAsync(tenant));
        await AssertUnknownAsync(client, id);
    }

    [Theory]
    [InlineData(BatchStatus.InProgress, HttpStatusCode.Conflict)]
    [InlineData(BatchStatus.Completed, HttpStatusCode.OK)]
    public async Task Delete_ReadByABatch_WaitsForItsEnd(BatchStatus status, HttpStatusCode answer)
    {
        var (tenant, client) = await app.TenantAsync();
        var id = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");
        await app.InsertAsync(tenant, Batch(id, status));

        var json = await FilesApp.SendAsync(client, HttpMethod.Delete, $"v1/files/{id}", content: null, answer);

        if (answer is HttpStatusCode.Conflict)
        {
            FilesApp.AssertError(json, "file_in_use");
            await FilesApp.GetAsync(client, $"v1/files/{id}");
        }
    }

    [Fact]
    public async Task AnyRoute_ForeignOrMalformedId_IsUnknown()
    {
        var (_, owner) = await app.TenantAsync();
        var (_, other) = await app.TenantAsync();
        var id = FilesApp.Text(await FilesApp.UploadAsync(owner, "x"), "id");

        await AssertUnknownAsync(other, id);
        await AssertUnknownAsync(owner, "file-x");
        await AssertUnknownAsync(owner, id[5..]);
        Assert.Empty(await AllAsync(other, ""));
        await FilesApp.GetAsync(owner, $"v1/files/{id}");
    }

    [Fact]
    public async Task AnyRoute_PinnedKey_SeesItsTeamsFilesAlone()
    {
        var (tenant, client) = await app.TenantAsync();
        var pinned = app.Host.Client(await TenantSeed.AddKeyAsync(app.Host.Stores, tenant, "search"));
        var foreign = FilesApp.Text(await FilesApp.UploadAsync(client, "x"), "id");
        var own = FilesApp.Text(await FilesApp.UploadAsync(pinned, "y"), "id");

        Assert.Equal([own], await AllAsync(pinned, ""));
        await AssertUnknownAsync(pinned, foreign);
        Assert.Equal(2, (await AllAsync(client, "")).Count);
    }

    [Fact]
    public async Task AnyRoute_Expired_IsUnknown()
    {
        var (tenant, client) = await app.TenantAsync();
        var now = TimeProvider.System.GetUtcNow();
        var row = new FileRow
        {
            FileId = FileIds.Prefix + Ulid.NewUlid(now), FileName = "old", Purpose = FilePurpose.Batch, Attributes = Attribution.None,
            CreatedAt = now.AddDays(-30), ExpiresAt = now, IsStored = true,
        };
        await app.InsertAsync(tenant, row);

        await AssertUnknownAsync(client, row.FileId);
        Assert.Empty(await AllAsync(client, ""));
    }

    [Theory]
    [InlineData("POST", "v1/files")]
    [InlineData("GET", "v1/files")]
    [InlineData("GET", "v1/files/file-01JDRQ4V5K8T2M3N6P7R9S0A1B")]
    [InlineData("GET", "v1/files/file-01JDRQ4V5K8T2M3N6P7R9S0A1B/content")]
    [InlineData("DELETE", "v1/files/file-01JDRQ4V5K8T2M3N6P7R9S0A1B")]
    public async Task AnyRoute_NoKey_IsUnauthorized(string method, string path) => FilesApp.AssertError(
        await FilesApp.SendAsync(app.Host.Client(), new HttpMethod(method), path, content: null, HttpStatusCode.Unauthorized), "invalid_api_key");

    private static BatchRow Batch(string fileId, BatchStatus status)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new BatchRow
        {
            BatchId = BatchIds.Of(Ulid.NewUlid(now).ToString()), Status = status, Endpoint = InferenceEndpoint.ChatCompletions, InputFileId = fileId,
            WindowHours = 24, CreatedAt = now, ExpiresAt = now.AddDays(1), Attribution = Attribution.None, KeyId = "k", ChunkSize = 50, MaxConcurrency = 64,
            OnBudget = BudgetGonePolicy.Wait,
        };
    }

    private static MultipartFormDataContent ManyParts()
    {
        var form = FilesApp.Form("x");
        for (var part = 0; part < 20; part++)
        {
            form.Add(new StringContent("v"), $"name{part}");
        }

        return form;
    }

    private static async Task AssertUnknownAsync(HttpClient client, string id)
    {
        FilesApp.AssertError(await FilesApp.GetAsync(client, $"v1/files/{id}", HttpStatusCode.NotFound), "not_found", "file_id");
        FilesApp.AssertError(await FilesApp.GetAsync(client, $"v1/files/{id}/content", HttpStatusCode.NotFound), "not_found", "file_id");
        FilesApp.AssertError(
            await FilesApp.SendAsync(client, HttpMethod.Delete, $"v1/files/{id}", content: null, HttpStatusCode.NotFound), "not_found", "file_id");
    }

    private static async Task<List<string>> AllAsync(HttpClient client, string query)
    {
        var ids = new List<string>();
        JsonElement page;
        do
        {
            page = await FilesApp.GetAsync(client, $"v1/files?{query}" + (ids.Count == 0 ? "" : $"&after={ids[^1]}"));
            Assert.Equal("list", FilesApp.Text(page, "object"));
            ids.AddRange(FilesApp.Ids(page.GetProperty("data")));
            Assert.Equal(ids.LastOrDefault(), page.GetProperty("last_id").GetString());
        }
        while (page.GetProperty("has_more").GetBoolean());
        return ids;
    }

    private Task<IReadOnlyList<string>> BlobsAsync(string tenant) =>
        app.Host.Services.GetRequiredService<IBlobStore>().ListAsync($"files/{tenant}/", afterName: null, 10, CancellationToken.None);
}
