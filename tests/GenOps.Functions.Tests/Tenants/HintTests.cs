using System.Net;
using System.Net.Http.Json;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Batches;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Tenants;

public sealed class HintTests : IAsyncLifetime
{
    private const string Tenant = "acme";

    private AppHost _app = null!;
    private readonly TaskCompletionSource _isNoting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayNote = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _failsQueries;
    private volatile bool _holdsNotes;
    private int _failures;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await AppHost.StartAsync(
        services =>
        {
            var genuine = services.Last(static service => service.ServiceType == typeof(IRowStores)).ImplementationFactory!;
            services.AddSingleton<IRowStores>(provider =>
                new FaultyRowStores((IRowStores)genuine(provider), Plan, provider.GetRequiredService<TimeProvider>()));
        },
        null);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The document is saved before batches are told, so that telling them must not fail the request.</summary>
    [Fact]
    public async Task Put_WaitingBatchesCannotBeTold_IsAnsweredAndInForce()
    {
        var api = new BatchApi(_app.Client(await TenantSeed.CreateAsync(_app.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 0 })));
        var batchId = await api.CreateAsync(await api.UploadAsync(2));
        await api.UntilAsync(batchId, BatchApi.IsWaiting);
        using var admin = _app.Client(AppHost.AdminKey);

        _failsQueries = true;
        using var changed = await admin.PutAsJsonAsync($"genops/tenants/{Tenant}", new { daily_limit_usd = "1.00" }, Token);
        _failsQueries = false;

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.True(_failures > 0);
        Assert.Contains("1.00", await admin.GetStringAsync(new Uri($"genops/tenants/{Tenant}", UriKind.Relative), Token), StringComparison.Ordinal);

        using var again = await admin.PutAsJsonAsync($"genops/tenants/{Tenant}", new { daily_limit_usd = "2.00" }, Token);
        Assert.Equal(2, BatchApi.Count(await api.EndOfAsync(batchId), "completed"));
    }

    /// <summary>Money that comes between a batch's refusal and the note that it waits finds nobody to tell; the batch must not sleep beside it.</summary>
    [Fact]
    public async Task Put_BatchIsAboutToSayThatItWaits_GoesOnAllTheSame()
    {
        var api = new BatchApi(_app.Client(await TenantSeed.CreateAsync(_app.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 0 })));
        using var admin = _app.Client(AppHost.AdminKey);
        _holdsNotes = true;
        var batchId = await api.CreateAsync(await api.UploadAsync(2));
        await _isNoting.Task;

        using var changed = await admin.PutAsJsonAsync($"genops/tenants/{Tenant}", new { daily_limit_usd = "1.00" }, Token);
        _holdsNotes = false;
        _mayNote.SetResult();

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(2, BatchApi.Count(await api.EndOfAsync(batchId), "completed"));
    }

    private RowFault Plan(RowOperation operation)
    {
        if (_holdsNotes && operation.Changes.Any(static change => change.Row is BatchRow { WaitingFor: WaitReason.Budget }))
        {
            _isNoting.TrySetResult();
            return RowFault.None.After(_mayNote.Task);
        }

        if (!_failsQueries || operation.Kind is not RowOperationKind.Query || operation.Partition != Tenant)
        {
            return RowFault.None;
        }

        Interlocked.Increment(ref _failures);
        return RowFault.Unavailable;
    }
}
