using System.Security.Cryptography;
using GenOps.Application.Storage;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>Everything stored of a tenant: rows by their versions, blobs by their content.</summary>
internal static class Belongings
{
    public static async Task<IReadOnlyList<string>> OfAsync(AppHost app, Ids ids)
    {
        var all = new List<string>();
        await AddRowsAsync(all, app.Stores.Accounts, ids.Tenant, " ", "~~");
        await AddRowsAsync(all, app.Stores.Directory, TenantKeyRow.PartitionOf(ids.Tenant), " ", "~~");
        await AddRowsAsync(all, app.Stores.Directory, ApiKeyRow.PartitionOf(ids.Key), ids.Key, ids.Key + "~");
        await AddRowsAsync(all, app.Stores.Directory, TenantIndexRow.Partition, ids.Tenant, ids.Tenant + "~");
        var blobs = app.Services.GetRequiredService<IBlobStore>();
        foreach (var name in await blobs.ListAsync("", afterName: null, 5_000, CancellationToken.None))
        {
            if (name.Split('/').Contains(ids.Tenant))
            {
                all.Add($"{name} {Convert.ToHexString(SHA256.HashData((await blobs.GetAsync(name, int.MaxValue, CancellationToken.None))!))}");
            }
        }

        return all;
    }

    private static async Task AddRowsAsync(List<string> all, IRowStore store, string partition, string from, string before)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(partition, from, before, RowLimits.MaxPageRows, continuation, CancellationToken.None);
            all.AddRange(page.Rows.Select(stored => $"{partition} {stored.Row.RowKey} {stored.ETag}"));
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
