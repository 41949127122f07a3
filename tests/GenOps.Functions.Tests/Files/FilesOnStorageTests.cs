using System.Net;
using System.Text;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Files;

/// <summary>Files over real blobs, whose client uploads in blocks of its own.</summary>
public sealed class FilesOnStorageTests
{
    private const int LargeBytes = 13 * 1024 * 1024;

    [Fact]
    public async Task Files_OverRealBlobs_AreStreamedBothWaysAndBrokenOnesLeaveNothing()
    {
        await using var azurite = await TestAzurite.StartAsync();
        await using var app = await AppHost.StartAsync(null, "GENOPS_STORAGE=tables", $"AzureWebJobsStorage={azurite.ConnectionString}");
        using var client = app.Client(await TenantSeed.CreateAsync(app.Stores, "stored", new Core.Tenants.TenantDocument()));
        var content = string.Concat(Enumerable.Range(0, LargeBytes / 16).Select(static number => $"{number:000000000000000}\n"));

        var id = FilesApp.Text(await FilesApp.UploadAsync(client, content), "id");

        Assert.Equal(LargeBytes, (await FilesApp.GetAsync(client, $"v1/files/{id}")).GetProperty("bytes").GetInt64());
        Assert.Equal(content, await client.GetStringAsync(new Uri($"v1/files/{id}/content", UriKind.Relative)));
        await FilesApp.SendAsync(client, HttpMethod.Delete, $"v1/files/{id}", content: null);

        // More than one block has gone up when the form turns out to have no end.
        using var cut = new ByteArrayContent(Encoding.ASCII.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + content));
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        FilesApp.AssertError(await FilesApp.SendAsync(client, HttpMethod.Post, "v1/files", cut, HttpStatusCode.BadRequest), "invalid_request");

        Assert.Empty(await app.Services.GetRequiredService<IBlobStore>().ListAsync("files/", afterName: null, 10, CancellationToken.None));
        Assert.Empty((await Audit.ReadAsync(app.Stores, "stored")).Rows.OfType<FileRow>());
    }
}
