using System.Text;
using GenOps.Adapters.Memory;
using GenOps.Application.Files;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Files;

public sealed class FileDirectoryTests
{
    private const string Tenant = "acme";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryBlobStore _blobs = new();
    private readonly MemoryRowStores _stores;
    private readonly FileDirectory _files;

    public FileDirectoryTests()
    {
        _stores = new MemoryRowStores(_time);
        _files = new FileDirectory(_stores, _blobs, _time);
    }

    [Theory]
    [InlineData("a.jsonl", "a.jsonl")]
    [InlineData("/home/me/a.jsonl", "a.jsonl")]
    [InlineData("C:\\x\\a.jsonl", "a.jsonl")]
    [InlineData("a\r\nb\u0000.jsonl", "ab.jsonl")]
    [InlineData("", "upload.jsonl")]
    [InlineData(" / ", "upload.jsonl")]
    public void KeptName_WhateverWasSent_IsAPlainName(string sent, string kept) =>
        Assert.Equal(kept, new NewFile(Tenant, sent, FilePurpose.Batch, Attribution.None).KeptName);

    [Fact]
    public void KeptName_TooLong_IsCutBetweenCharacters()
    {
        var name = new NewFile(Tenant, new string('a', 254) + "😀", FilePurpose.Batch, Attribution.None).KeptName;

        Assert.Equal(new string('a', 254), name);
    }

    [Fact]
    public async Task Upload_NotCompleted_IsNeverSeenAndLeavesNothing()
    {
        await using (var upload = await _files.BeginAsync(New(), CancellationToken.None))
        {
            await upload.WriteAsync(Content("x"), CancellationToken.None);
            Assert.Empty((await ListAsync()).Files);
        }

        Assert.Empty(await BlobsAsync());
        Assert.Empty((await _stores.Accounts.QueryAsync(Tenant, " ", "~", 10, null, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Upload_ContentBreaksOff_LeavesNothing()
    {
        await using (var upload = await _files.BeginAsync(New(), CancellationToken.None))
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => upload.WriteAsync(new Broken(), CancellationToken.None));
        }

        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task Sweep_ProcessDiedInAnUpload_RemovesWhatIsLeftADayLater()
    {
        await CreateTenantAsync();
        var upload = await _files.BeginAsync(New(), CancellationToken.None);
        await upload.WriteAsync(Content("x"), CancellationToken.None);
        var sweeper = new FileSweeper(_stores, _blobs, _time);

        Assert.Equal(0, await sweeper.SweepAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await sweeper.SweepAsync(CancellationToken.None));

        Assert.Empty(await BlobsAsync());

        // It was alive after all, and still writes.
        await upload.WriteAsync(Content("y"), CancellationToken.None);
        await Assert.ThrowsAsync<RowStoreException>(() => upload.CompleteAsync(FilePurpose.Batch, 3_600));
        await upload.DisposeAsync();
        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task Sweep_ExpiredFileAndAddress_AreGoneAndOthersStay()
    {
        await CreateTenantAsync();
        var kept = await StoreAsync(FileLimits.DefaultLifetimeSeconds);
        await StoreAsync(3_600);
        await _files.ReserveAsync(New(), CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, await new FileSweeper(_stores, _blobs, _time).SweepAsync(CancellationToken.None));

        Assert.Equal(kept.FileId, Assert.Single((await ListAsync()).Files).FileId);
        Assert.Single(await BlobsAsync());
    }

    [Fact]
    public async Task Claim_AddressLapsed_OpensNothing()
    {
        var (file, token) = await _files.ReserveAsync(New(), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(FileLimits.UploadAddressSeconds));

        Assert.Null(await _files.ClaimAsync(file.FileId, token, CancellationToken.None));
    }

    [Fact]
    public async Task Reserve_Always_KeepsNoToken()
    {
        var (file, token) = await _files.ReserveAsync(New(), CancellationToken.None);

        var secret = token[(Tenant.Length + 1)..];
        Assert.Equal(43, secret.Length);
        Assert.Equal(32, file.UploadTokenHash!.Count);
        Assert.DoesNotContain(secret, System.Text.Json.JsonSerializer.Serialize(file), StringComparison.Ordinal);
    }

    private static NewFile New() => new(Tenant, "a.jsonl", FilePurpose.Batch, Attribution.None);

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<FileRow> StoreAsync(int lifetimeSeconds)
    {
        await using var upload = await _files.BeginAsync(New(), CancellationToken.None);
        await upload.WriteAsync(Content("x"), CancellationToken.None);
        return await upload.CompleteAsync(FilePurpose.Batch, lifetimeSeconds);
    }

    private async Task CreateTenantAsync() => await _stores.Directory.CommitAsync(
        TenantIndexRow.Partition, [RowChange.Insert(new TenantIndexRow(Tenant, _time.GetUtcNow(), Deleted: false))], CancellationToken.None);

    private Task<FilePage> ListAsync() => _files.ListAsync(Tenant, new FileQuery(Pins.None, 10), CancellationToken.None);

    private Task<IReadOnlyList<string>> BlobsAsync() => _blobs.ListAsync("", afterName: null, 10, CancellationToken.None);

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidTimeZoneException();
    }
}
