using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Gets the lease of the hub, and with it a new fencing token.</summary>
internal sealed class HubLeases(HubStorage storage, Fence fence, PendingEntries entries, TableHubOptions options, TimeProvider time)
{
    private const string BlobName = "lease";

    /// <summary>What this process got last, valid or not.</summary>
    internal HubLease? Last { get; private set; }

    internal HubLease? Valid => Last is { IsValid: true } lease ? lease : null;

    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
            var upload = new BlobUploadOptions { Conditions = conditions };
            await storage.Container.GetBlobClient(BlobName).UploadAsync(BinaryData.FromString(""), upload, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // It is there, and maybe leased.
        }
    }

    internal async Task<HubLease?> TryAcquireAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var client = storage.Container.GetBlobClient(BlobName).GetBlobLeaseClient();
        try
        {
            await client.AcquireAsync(options.LeaseDuration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409)
        {
            return null;
        }

        var renewing = storage.ContainerOnce.GetBlobClient(BlobName).GetBlobLeaseClient(client.LeaseId);
        var lease = new HubLease(renewing, startedAt, options, time);
        try
        {
            if (await fence.TakeOverAsync(() => lease.IsValid, cancellationToken) is { } token)
            {
                entries.Clear();
                lease.Begin(token);
                Last = lease;
                return lease;
            }
        }
        catch
        {
            await lease.ReleaseAsync();
            throw;
        }

        await lease.ReleaseAsync();
        return null;
    }
}
