using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Rows;

namespace GenOps.Application.Files;

/// <summary>An upload under way: write once, then complete. Disposed before it is completed, it leaves nothing behind. Not thread safe.</summary>
public sealed class FileUpload : IAsyncDisposable
{
    private readonly IRowStores _stores;
    private readonly IBlobStore _blobs;
    private readonly string _tenant;
    private readonly string _eTag;
    private FileRow _row;
    private bool _isLeft;

    internal FileUpload(IRowStores stores, IBlobStore blobs, string tenant, FileRow row, string eTag) =>
        (_stores, _blobs, _tenant, _row, _eTag) = (stores, blobs, tenant, row, eTag);

    /// <summary>
    /// Takes the content without holding it in memory; returns its length. More than <see cref="FileLimits.MaxBytes"/> throws
    /// <see cref="BlobStoreFault.TooLarge"/>; faults of the content itself come through.
    /// </summary>
    public async Task<long> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = await _blobs.WriteAsync(FileRow.BlobOf(_tenant, _row.FileId), content, FileLimits.MaxBytes, cancellationToken);
        _row = _row with { Bytes = bytes };
        return bytes;
    }

    /// <summary>Shows the file to its tenant.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="lifetimeSeconds">How long it stays, from its creation.</param>
    public async Task<FileRow> CompleteAsync(FilePurpose purpose, int lifetimeSeconds)
    {
        var row = _row with { Purpose = purpose, ExpiresAt = _row.CreatedAt.AddSeconds(lifetimeSeconds), IsStored = true };

        // From here on the file may be seen, even when storage's answer is lost. Unseen, it lapses like any unfinished upload.
        _isLeft = true;
        var outcome = await _stores.Accounts.CommitAsync(_tenant, [RowChange.Replace(row, _eTag)], CancellationToken.None);
        if (outcome.IsCommitted)
        {
            return row;
        }

        _isLeft = false;
        throw new RowStoreException(RowStoreFault.Unavailable, "The upload lapsed while it was under way.");
    }

    /// <summary>Removes what was written, unless the upload is complete.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isLeft)
        {
            return;
        }

        _isLeft = true;
        try
        {
            await _blobs.DeleteAsync(FileRow.BlobOf(_tenant, _row.FileId), CancellationToken.None);
            await _stores.Accounts.CommitAsync(_tenant, [RowChange.Delete(_row, _eTag)], CancellationToken.None);
        }
        catch (Exception exception) when (exception is BlobStoreException or RowStoreException)
        {
            // The row stays, so that what is left lapses with it; the reason for giving up is what the caller must hear.
        }
    }
}
