using System.Net.Http.Headers;
using GenOps.Application.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Together;

/// <summary>Puts <see cref="IInferenceProvider"/> into the container.</summary>
public static class TogetherRegistration
{
    /// <summary>Name of the provider's client in the HTTP client factory.</summary>
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
        AddClient(services);
        services.AddSingleton<IInferenceProvider>(provider => new TogetherProvider(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName),
            provider.GetRequiredService<TogetherConnection>(),
            OptionsOf(provider),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void AddClient(IServiceCollection services)
    {
        // One handler for good, since the pool renews its connections itself. The factory's loggers would add four lines a
        // call, with headers when they trace.
        var client = services.AddHttpClient(ClientName, ConfigureClient)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, provider) =>
                TogetherTransport.Configure(handler, provider.GetRequiredService<TogetherConnection>()));
        client.AddResilienceHandler("provider", (pipeline, context) => TogetherTransport.AddBreaker(
            pipeline, OptionsOf(context.ServiceProvider), context.ServiceProvider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler(provider => new AnswerHandler(OptionsOf(provider).MaxAnswerBytes));
    }

    private static void ConfigureClient(IServiceProvider provider, HttpClient client)
    {
        // Each attempt has a time of its own.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("GenOps.Functions", "0.1"));
        if (provider.GetRequiredService<TogetherConnection>().ApiKey is { } apiKey)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        }
    }

    private static ProviderOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ProviderOptions>>().Value;
}
