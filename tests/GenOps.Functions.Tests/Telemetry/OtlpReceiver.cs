using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>A collector: takes OTLP over HTTP and keeps what it gets. Field numbers are those of OTLP 1.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<ProtoMessage> _traces = new();
    private readonly ConcurrentQueue<ProtoMessage> _metrics = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/v1/traces", request => KeepAsync(request, _traces));
        _server.MapPost("/v1/metrics", request => KeepAsync(request, _metrics));
        _server.MapPost("/v1/logs", static _ => Task.CompletedTask);
    }

    /// <summary>Settings of an app that exports here, soon.</summary>
    public string[] Settings =>
    [
        $"OTEL_EXPORTER_OTLP_ENDPOINT={_server.Urls.First()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        "OTEL_METRIC_EXPORT_INTERVAL=200", "OTEL_BSP_SCHEDULE_DELAY=100",
    ];

    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. _traces.SelectMany(static request => request.Path(1, 2)).SelectMany(static scope =>
            scope.All(2).Select(span => new OtlpSpan(
                scope.All(1).Single().Text(1), span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), span.Attributes(9)))),
    ];

    public IReadOnlyList<OtlpMetric> Metrics =>
    [
        .. _metrics.SelectMany(static request => request.Path(1, 2)).SelectMany(static scope =>
            scope.All(2).Select(metric => OtlpMetric.Of(scope.All(1).Single().Text(1), metric))),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<ProtoMessage> kept)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        kept.Enqueue(new ProtoMessage(body.ToArray()));
    }
}

/// <summary>A span as exported.</summary>
internal sealed record OtlpSpan(
    string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes);
