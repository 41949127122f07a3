using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Application.Housekeeping;
using GenOps.Core.Alerts;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>Who waits for a batch is told of its end, signed with the tenant's secret, until it takes the notice.</summary>
public sealed class BatchNoticeTests : IAsyncLifetime
{
    private readonly JumpingTime _time = new();
    private readonly WebhookReceiver _receiver = new();
    private AppHost _app = null!;
    private BatchApi _api = null!;
    private string _secret = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(_time),
            simulator: null,
            "GenOps:Tenants:AllowHttpWebhooks=true",
            "GenOps:Tenants:AllowPrivateWebhooks=true");
        _api = new BatchApi(_app.Client(await TenantSeed.CreateAsync(_app.Stores, "acme", new TenantDocument())));
        using var admin = _app.Client(AppHost.AdminKey);
        using var rotated = await admin.PostAsync(new Uri("genops/tenants/acme/webhook-secret", UriKind.Relative), null, Token);
        _secret = (await rotated.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("secret").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Completed_Batch_IsToldOnce()
    {
        var batchId = await CreateAsync(await _api.UploadAsync(3, item => item == 1 ? "[[sim:fault=400]]" : BatchApi.KnownUsage));

        var notice = await _receiver.NextAsync(_secret, Token);

        var batch = await _api.EndOfAsync(batchId);
        Assert.Equal(("batch.completed", "acme", batchId, "completed"), (
            FilesApp.Text(notice, "type"), FilesApp.Text(notice, "tenant"), FilesApp.Text(notice, "batch_id"), FilesApp.Text(notice, "status")));
        Assert.Equal("""{"total":3,"completed":2,"failed":1}""", notice.GetProperty("request_counts").GetRawText());
        Assert.Equal(
            (FilesApp.Text(batch, "output_file_id"), FilesApp.Text(batch, "error_file_id"), FilesApp.Text(batch.GetProperty("genops"), "cost_usd")),
            (FilesApp.Text(notice, "output_file_id"), FilesApp.Text(notice, "error_file_id"), FilesApp.Text(notice, "cost_usd")));
        await TakenAsync();
        await HousekeepingInAsync(TimeSpan.FromHours(1));
        Assert.False(_receiver.HasMore);
    }

    [Fact]
    public async Task Failed_BadFile_IsToldToo()
    {
        var batchId = await CreateAsync(await _api.UploadAsync(2, static _ => "[[sim:latency=0]]\u0000\\q"));

        var notice = await _receiver.NextAsync(_secret, Token);

        Assert.Equal(("batch.failed", batchId), (FilesApp.Text(notice, "type"), FilesApp.Text(notice, "batch_id")));
    }

    [Fact]
    public async Task NotTaken_Notice_ComesAgainUnderTheSameIdUntilItIsTaken()
    {
        _receiver.Status = HttpStatusCode.InternalServerError;
        await _api.EndOfAsync(await CreateAsync(await _api.UploadAsync(1)));
        var first = await _receiver.NextAsync(_secret, Token);
        await RefusedAsync(HttpStatusCode.InternalServerError);

        _receiver.Status = HttpStatusCode.BadGateway;
        await HousekeepingInAsync(TimeSpan.FromMinutes(6));
        var second = await _receiver.NextAsync(_secret, Token);
        await RefusedAsync(HttpStatusCode.BadGateway);
        _receiver.Status = HttpStatusCode.OK;
        await HousekeepingInAsync(TimeSpan.FromMinutes(11));
        var third = await _receiver.NextAsync(_secret, Token);
        await TakenAsync();
        await HousekeepingInAsync(TimeSpan.FromHours(1));

        Assert.Equal((first.GetRawText(), first.GetRawText()), (second.GetRawText(), third.GetRawText()));
        Assert.False(_receiver.HasMore);
    }

    private Task<string> CreateAsync(string fileId) => _api.CreateAsync(fileId, $"\"completion_webhook_url\": \"{_receiver.Address}\"");

    // A notice comes before the app knows what became of it; until then it may come again.
    private Task TakenAsync() => Waiting.UntilAsync(async () => await PendingAsync() is null);

    private Task RefusedAsync(HttpStatusCode status) => Waiting.UntilAsync(async () =>
        (await PendingAsync())?.LastFault?.Contains($"{(int)status}", StringComparison.Ordinal) is true);

    private async Task<WebhookRow?> PendingAsync() => (await Audit.ReadAsync(_app.Stores, "acme")).Rows.OfType<WebhookRow>().SingleOrDefault();

    // The host's own timers go off after a jump as well: whoever comes first sends.
    private async Task HousekeepingInAsync(TimeSpan wait)
    {
        _time.JumpTo(_time.GetUtcNow() + wait);
        await _app.Services.GetRequiredService<Housekeeper>().RunAsync(Token);
    }
}
