using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using GenOps.Application.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GenOps.Functions.Hosting;

/// <summary>Spans, metrics and logs through OpenTelemetry, to one exporter: Azure Monitor where its connection string is set, else OTLP.</summary>
internal static class TelemetryServices
{
    private const string OtlpKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitorKey = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    // The buckets that the semantic conventions name.
    private static readonly double[] TokenBuckets =
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private static readonly double[] SecondBuckets = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] OverheadBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    public static void AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        // Nobody would read what is recorded without an exporter, and every call would pay for it.
        if (builder.Configuration[AzureMonitorKey] is { Length: > 0 } azureMonitor)
        {
            Record(builder).UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = azureMonitor;
                options.Credential = new DefaultAzureCredential();
            });
        }
        else if (builder.Configuration[OtlpKey] is { Length: > 0 })
        {
            Record(builder).UseOtlpExporter();
        }
    }

    private static IOpenTelemetryBuilder Record(FunctionsApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(IncludeAll);
        return builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithTracing(static tracing => tracing.AddSource(TelemetryNames.Source))
            .WithMetrics(static metrics => metrics
                .AddMeter(TelemetryNames.Source)
                .AddView(TelemetryNames.TokenUsage, new ExplicitBucketHistogramConfiguration { Boundaries = TokenBuckets })
                .AddView(TelemetryNames.OperationDuration, new ExplicitBucketHistogramConfiguration { Boundaries = SecondBuckets })
                .AddView(TelemetryNames.OverheadDuration, new ExplicitBucketHistogramConfiguration { Boundaries = OverheadBuckets }));
    }

    // The worker's logs do not reach the host once OpenTelemetry is on: the app exports them itself.
    private static void IncludeAll(OpenTelemetryLoggerOptions options)
    {
        options.IncludeScopes = true;
        options.IncludeFormattedMessage = true;
    }
}
