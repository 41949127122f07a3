using System.Text;
using GenOps.Adapters.Together;
using GenOps.Application.Providers;
using GenOps.Core.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Adapters.Tests.Together;

/// <summary>The provider as the app registers it, with a clock that only the test moves.</summary>
internal sealed class TogetherHost : IAsyncDisposable
{
    public const string ApiKey = "tgp_v1_0123456789-secret";

    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;

    public TogetherHost(string address, Action<IServiceCollection>? configure = null, params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["TOGETHER_BASE_URL"] = address, ["TOGETHER_API_KEY"] = ApiKey })
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddTogetherProvider(configuration);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Provider = _services.GetRequiredService<IInferenceProvider>();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public LogRecorder Logs { get; } = new();

    public IInferenceProvider Provider { get; }

    /// <summary>A chat whose marker tells the simulator what to do.</summary>
    public static string Chat(string marker = "", bool isStream = false)
    {
        var stream = isStream ? "true" : "false";
        return $$"""{"model":"m","stream":{{stream}},"messages":[{"role":"user","content":"hello"}],"user":"[[sim:{{marker}}]]"}""";
    }

    public Task<ProviderReply> SendAsync(
        string body,
        bool isStream = false,
        InferenceEndpoint endpoint = InferenceEndpoint.ChatCompletions,
        CancellationToken cancellationToken = default) =>
        Provider.SendAsync(new ProviderCall(endpoint, Encoding.UTF8.GetBytes(body), isStream, AttemptTimeout), cancellationToken);

    public async Task<ProviderFault> FaultAsync(string? body = null, bool isStream = false) =>
        Assert.IsType<ProviderFault>(await SendAsync(body ?? Chat(isStream: isStream), isStream));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
