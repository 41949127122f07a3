using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Core.Rows;

namespace GenOps.Application.Files;

/// <summary>The files of all tenants: uploaded, looked up, listed, read, deleted. One a process.</summary>
/// <remarks>
/// Safe for concurrent use. What a key may not see is answered exactly as what does not exist, and so is what has expired or is still on
/// its way. Storage's faults come through as <see cref="RowStoreException"/> and <see cref="BlobStoreException"/>.
/// </remarks>
public sealed class FileDirectory(IRowStores stores, IBlobStore blobs, TimeProvider time)
{
    private readonly FileReads _reads = new(stores.Accounts, time);
    private readonly InputUse _use = new(stores.Accounts, time);

    /// <summary>Starts an upload.</summary>
    public async Task<FileUpload> BeginAsync(NewFile file, CancellationToken cancellationToken)
    {
        var row = RowOf(file, FileLimits.UnfinishedSeconds, tokenHash: null);
        return new FileUpload(stores, blobs, file.Tenant, row, await InsertAsync(file.Tenant, row, cancellationToken));
    }

    /// <summary>
    /// Makes a file whose content comes later, from somebody with a token alone. The token is good once, for
    /// <see cref="FileLimits.UploadAddressSeconds"/>.
    /// </summary>
    public async Task<(FileRow File, string Token)> ReserveAsync(NewFile file, CancellationToken cancellationToken)
    {
        var (token, text) = UploadToken.Create(file.Tenant);
        var row = RowOf(file, FileLimits.UploadAddressSeconds, token.Hash);
        await InsertAsync(file.Tenant, row, cancellationToken);
        return (row, text);
    }

    /// <summary>Uses a token up and starts the upload that it is for; null when it opens nothing, for whatever reason.</summary>
    public async Task<(FileUpload Upload, FilePurpose Purpose)?> ClaimAsync(string fileId, string token, CancellationToken cancellationToken)
    {
        if (!FileIds.IsValid(fileId)
            || !UploadToken.TryParse(token, out var presented)
            || await stores.Accounts.GetAsync(presented.Tenant, FileRow.KeyOf(fileId), cancellationToken) is not { Row: FileRow row } stored
            || !presented.Matches(row.UploadTokenHash)
            || time.GetUtcNow() >= row.ExpiresAt)
        {
            return null;
        }

        var claimed = row with { UploadTokenHash = null, ExpiresAt = row.CreatedAt.AddSeconds(FileLimits.UnfinishedSeconds) };
        var outcome = await stores.Accounts.CommitAsync(presented.Tenant, [RowChange.Replace(claimed, stored.ETag)], cancellationToken);
        return outcome.IsCommitted
            ? (new FileUpload(stores, blobs, presented.Tenant, claimed, outcome.ETags[0]!), row.Purpose)
            : null;
    }

    /// <summary>A file; null when the caller sees none of this id.</summary>
    public async Task<FileRow?> FindAsync(string tenant, string fileId, Pins pins, CancellationToken cancellationToken) =>
        (await _reads.FindAsync(tenant, fileId, pins, cancellationToken))?.Row as FileRow;

    /// <summary>Files in the order asked for.</summary>
    public Task<FilePage> ListAsync(string tenant, FileQuery query, CancellationToken cancellationToken) =>
        _reads.PageAsync(tenant, query, cancellationToken);

    /// <summary>A file's content from its beginning, without holding it in memory; null when it was deleted meanwhile.</summary>
    public Task<Stream?> OpenAsync(string tenant, FileRow file, CancellationToken cancellationToken) =>
        blobs.OpenReadAsync(FileRow.BlobOf(tenant, file.FileId), offset: 0, cancellationToken);

    /// <summary>Removes a file and its content.</summary>
    public async Task<DeleteFileResult> DeleteAsync(string tenant, string fileId, Pins pins, CancellationToken cancellationToken)
    {
        if (await _reads.FindAsync(tenant, fileId, pins, cancellationToken) is not { } stored)
        {
            return DeleteFileResult.NotFound;
        }

        if (await _use.IsInUseAsync(tenant, fileId, cancellationToken))
        {
            return DeleteFileResult.InUse;
        }

        // The content first: cut off in between, the row still tells what to remove.
        await blobs.DeleteAsync(FileRow.BlobOf(tenant, fileId), CancellationToken.None);
        await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(stored.Row, stored.ETag)], CancellationToken.None);
        return DeleteFileResult.Deleted;
    }

    private FileRow RowOf(NewFile file, int lifetimeSeconds, byte[]? tokenHash)
    {
        var now = time.GetUtcNow();
        return new FileRow
        {
            FileId = FileIds.Prefix + Ulid.NewUlid(now),
            FileName = file.KeptName,
            Purpose = file.Purpose,
            Attributes = file.Attributes,
            CreatedAt = now,
            ExpiresAt = now.AddSeconds(lifetimeSeconds),
            UploadTokenHash = tokenHash,
        };
    }

    private async Task<string> InsertAsync(string tenant, FileRow row, CancellationToken cancellationToken)
    {
        var outcome = await stores.Accounts.CommitAsync(tenant, [RowChange.Insert(row)], cancellationToken);
        return outcome.IsCommitted
            ? outcome.ETags[0]!
            : throw new RowStoreException(RowStoreFault.Unavailable, $"{tenant} has a file {row.FileId} already; nothing was written.");
    }
}
