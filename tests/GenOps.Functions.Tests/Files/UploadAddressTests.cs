using System.Net;
using GenOps.Core.Files;
using GenOps.Core.Rows;

namespace GenOps.Functions.Tests.Files;

public sealed class UploadAddressTests(FilesApp app) : IClassFixture<FilesApp>
{
    [Fact]
    public async Task Upload_AsTogetherDoes_IsTakenOnceWithoutAKey()
    {
        var (_, client) = await app.TenantAsync(isTogether: true);
        var (id, address) = await ReserveAsync(client);
        Assert.Equal(app.Host.Address.Authority, address.Authority);
        FilesApp.AssertError(await FilesApp.GetAsync(client, $"v1/files/{id}", HttpStatusCode.NotFound), "not_found", "file_id");

        var uploaded = await FilesApp.SendAsync(app.Host.Client(), HttpMethod.Put, address.ToString(), new StringContent("{}\n"));
        var again = await FilesApp.SendAsync(app.Host.Client(), HttpMethod.Put, address.ToString(), new StringContent("other"), HttpStatusCode.NotFound);

        FilesApp.AssertError(again, "not_found");
        var file = await FilesApp.GetAsync(client, $"v1/files/{id}");
        Assert.Equal(uploaded.GetRawText(), file.GetRawText());
        Assert.Equal(("batch.jsonl", "batch-api", "jsonl"), (FilesApp.Text(file, "filename"), FilesApp.Text(file, "purpose"), FilesApp.Text(file, "FileType")));
        Assert.True(file.GetProperty("Processed").GetBoolean());
        Assert.Equal("{}\n", await client.GetStringAsync(new Uri($"v1/files/{id}/content", UriKind.Relative)));
    }

    [Fact]
    public async Task Upload_SecondAtTheSameTime_OneIsTaken()
    {
        var (_, client) = await app.TenantAsync(isTogether: true);
        var (_, address) = await ReserveAsync(client);
        using var anonymous = app.Host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => anonymous.PutAsync(address, new StringContent("x"))));

        Assert.Single(answers, static answer => answer.StatusCode is HttpStatusCode.OK);
    }

    [Fact]
    public async Task Upload_WrongTokenFileOrTenant_OpensNothing()
    {
        var (tenant, client) = await app.TenantAsync(isTogether: true);
        var (other, _) = await app.TenantAsync();
        var (id, address) = await ReserveAsync(client);
        var (otherId, _) = await ReserveAsync(client);
        var token = address.Query["?token=".Length..];
        string[] wrong =
        [
            $"v1/files/{id}/upload", $"v1/files/{id}/upload?token=", $"v1/files/{id}/upload?token={token[..^1]}", $"v1/files/{id}/upload?token={token}A",
            $"v1/files/{id}/upload?token={tenant}.{new string('A', 43)}", $"v1/files/{id}/upload?token={token.Replace(tenant, other, StringComparison.Ordinal)}",
            $"v1/files/{otherId}/upload?token={token}", $"v1/files/file-x/upload?token={token}",
        ];

        foreach (var path in wrong)
        {
            var refused = await FilesApp.SendAsync(client, HttpMethod.Put, path, new StringContent("x"), HttpStatusCode.NotFound);
            FilesApp.AssertError(refused, "not_found");
        }

        await FilesApp.SendAsync(app.Host.Client(), HttpMethod.Put, address.ToString(), new StringContent("x"));
    }

    [Fact]
    public async Task Upload_AddressLapsed_OpensNothing()
    {
        var (tenant, client) = await app.TenantAsync(isTogether: true);
        var (id, address) = await ReserveAsync(client);
        var stored = (await app.Host.Stores.Accounts.GetAsync(tenant, FileRow.KeyOf(id), CancellationToken.None))!;
        var row = (FileRow)stored.Row;
        Assert.Equal(TimeSpan.FromMinutes(15), row.ExpiresAt - row.CreatedAt);
        var lapsed = row with { ExpiresAt = row.CreatedAt };
        await app.Host.Stores.Accounts.CommitAsync(tenant, [RowChange.Replace(lapsed, stored.ETag)], CancellationToken.None);

        var refused = await FilesApp.SendAsync(client, HttpMethod.Put, address.ToString(), new StringContent("x"), HttpStatusCode.NotFound);

        FilesApp.AssertError(refused, "not_found");
    }

    [Fact]
    public async Task Upload_Empty_IsRefusedAndLeavesNothing()
    {
        var (tenant, client) = await app.TenantAsync(isTogether: true);
        var (id, address) = await ReserveAsync(client);

        var refused = await FilesApp.SendAsync(client, HttpMethod.Put, address.ToString(), new StringContent(""), HttpStatusCode.BadRequest);

        FilesApp.AssertError(refused, "invalid_request", "file");
        Assert.Null(await app.Host.Stores.Accounts.GetAsync(tenant, FileRow.KeyOf(id), CancellationToken.None));
    }

    [Fact]
    public async Task Reserve_BehindAProxy_NamesTheOuterAddress()
    {
        var (_, client) = await app.TenantAsync();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "api.example.org");

        var (_, address) = await ReserveAsync(client);

        Assert.Equal("https://api.example.org", address.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData("fine-tune", "jsonl", "purpose")]
    [InlineData("", "jsonl", "purpose")]
    [InlineData("batch-api", "parquet", "file_type")]
    public async Task Reserve_OtherPurposeOrType_IsRefused(string purpose, string type, string param)
    {
        var (_, client) = await app.TenantAsync(isTogether: true);
        using var form = new FormUrlEncodedContent([new("purpose", purpose), new("file_type", type), new("file_name", "a.jsonl")]);

        FilesApp.AssertError(await FilesApp.SendAsync(client, HttpMethod.Post, "v1/files", form, HttpStatusCode.BadRequest), "invalid_request", param);
    }

    private static async Task<(string Id, Uri Address)> ReserveAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent([new("file_name", "/home/me/batch.jsonl"), new("file_type", "jsonl"), new("purpose", "batch-api")]);
        using var response = await client.PostAsync(new Uri("v1/files", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return (response.Headers.GetValues("X-Together-File-Id").Single(), response.Headers.Location!);
    }
}
