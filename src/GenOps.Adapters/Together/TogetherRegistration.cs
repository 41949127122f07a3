using GenOps.Application.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Together;

/// <summary>Puts <see cref="IInferenceProvider"/> into the container.</summary>
public static class TogetherRegistration
{
    /// <summary>Name of the provider's handler in the HTTP client factory.</summary>
    public const string ClientName = "together";

    /// <summary>
    /// Together under <c>TOGETHER_BASE_URL</c> with <c>TOGETHER_API_KEY</c> and the section <c>GenOps:Provider</c>. All of it is checked
    /// at start; the provider is not called. An address on this machine needs no key.
    /// </summary>
    public static IServiceCollection AddTogetherProvider(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ProviderOptions>().Bind(configuration.GetSection(ProviderOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProviderOptions>>(new ProviderOptionsValidator(configuration));
        services.AddSingleton(provider =>
        {
            // Throws first when the settings are wrong, with all of their faults.
            _ = OptionsOf(provider);
            return TogetherConnection.Read(configuration, [])!;
        });
        // One handler for good, since the pool renews its connections itself. The factory's loggers would add four lines a
        // call, with headers when they trace.
        services.AddHttpClient(ClientName)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, provider) =>
                TogetherTransport.Configure(handler, provider.GetRequiredService<TogetherConnection>()));
        services.AddSingleton<IInferenceProvider>(CreateProvider);
        return services;
    }

    // Without an HttpClient: each attempt has a time and headers of its own, and wants nothing else of one.
    private static TogetherProvider CreateProvider(IServiceProvider provider)
    {
        var (options, time) = (OptionsOf(provider), provider.GetRequiredService<TimeProvider>());
        var connection = provider.GetRequiredService<TogetherConnection>();
        var connections = new HttpMessageInvoker(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ClientName), disposeHandler: false);
        var breaker = TogetherBreaker.Create(options, time, provider.GetRequiredService<ILoggerFactory>().CreateLogger("GenOps.Provider"));
        var sender = new AttemptSender(connections, breaker, connection.ApiKey, options.MaxAnswerBytes);
        return new TogetherProvider(sender, connection, options, time);
    }

    private static ProviderOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ProviderOptions>>().Value;
}
