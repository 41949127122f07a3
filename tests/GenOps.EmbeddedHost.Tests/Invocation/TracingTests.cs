using System.Diagnostics;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace GenOps.EmbeddedHost.Tests.Invocation;

[Collection(nameof(ProcessWide))]
public sealed class TracingTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerSpanId = "b7ad6b7169203331";

    private readonly List<Activity> _spans = [];

    [Fact]
    public async Task Invoke_TraceParentInRequest_IsTheParentOfTheFunctionsSpan()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Current");
        request.Headers.Add("traceparent", $"00-{TraceId}-{CallerSpanId}-01");
        request.Headers.Add("tracestate", "a=b");

        using var response = await host.Client.SendAsync(request);
        var seen = await response.Content.ReadAsStringAsync();

        await host.Host.StopAsync();
        var span = Assert.Single(_spans);
        Assert.Equal(TraceId, span.TraceId.ToHexString());
        Assert.Equal(CallerSpanId, span.ParentSpanId.ToHexString());
        Assert.Equal("a=b", span.TraceStateString);
        Assert.Equal($"{span.Id} {span.Id}", seen);
        Assert.Equal(("function Current", ActivityKind.Server), (span.DisplayName, span.Kind));
        Assert.Equal("Current", span.GetTagItem("faas.name"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task Invoke_NoUsableTraceParent_StartsATrace(string? traceParent)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Current");
        request.Headers.TryAddWithoutValidation("traceparent", traceParent);

        using var response = await host.Client.SendAsync(request);

        await host.Host.StopAsync();
        Assert.Equal(default, Assert.Single(_spans).ParentSpanId);
    }

    [Fact]
    public async Task Invoke_FunctionThrows_MarksItsSpan()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync("/Fails");

        await host.Host.StopAsync();
        var span = Assert.Single(_spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("exception", Assert.Single(span.Events).Name);
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        builder => builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddInMemoryExporter(_spans)),
        typeof(Functions));

    public static class Functions
    {
        [Function("Current")]
        public static string Current([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
            $"{Activity.Current?.Id} {context.TraceContext.TraceParent}";

        [Function("Fails")]
        public static string Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException("no");
    }
}
