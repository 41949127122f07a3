using GenOps.Adapters.Together;
using GenOps.Application.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Tests.Together;

public sealed class TogetherRegistrationTests
{
    [Fact]
    public void AddTogetherProvider_OnlyAKey_IsEnough()
    {
        using var services = Build(("TOGETHER_API_KEY", " key\n"));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Same(services.GetRequiredService<IInferenceProvider>(), services.GetRequiredService<IInferenceProvider>());
        var connection = services.GetRequiredService<TogetherConnection>();
        Assert.Equal(("https://api.together.xyz/v1/", "key"), (connection.Address.ToString(), connection.ApiKey));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9999/v1")]
    [InlineData("http://localhost:9999/")]
    [InlineData("http://[::1]:9999")]
    public void AddTogetherProvider_ProviderOnThisMachine_NeedsNoKey(string address)
    {
        using var services = Build(("TOGETHER_BASE_URL", address), ("TOGETHER_API_KEY", ""));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Null(services.GetRequiredService<TogetherConnection>().ApiKey);
    }

    [Theory]
    [InlineData(null, null, "TOGETHER_API_KEY is missing")]
    [InlineData("https://10.0.0.1/v1", "", "TOGETHER_API_KEY is missing")]
    [InlineData("http://api.together.xyz/v1", "key", "must be https")]
    [InlineData("ftp://127.0.0.1/v1", "key", "TOGETHER_BASE_URL is not an address")]
    [InlineData("api.together.xyz/v1", "key", "TOGETHER_BASE_URL is not an address")]
    [InlineData("https://user@api.together.xyz/v1", "key", "TOGETHER_BASE_URL is not an address")]
    [InlineData("https://api.together.xyz/v1?a=b", "key", "TOGETHER_BASE_URL is not an address")]
    [InlineData(null, "two keys", "TOGETHER_API_KEY has spaces")]
    [InlineData(null, "kéy", "TOGETHER_API_KEY has spaces")]
    [InlineData("http://127.0.0.1:1", "@Microsoft.KeyVault(SecretUri=https://vault-name.vault.azure.net/secrets/x)", "was not resolved")]
    public void AddTogetherProvider_WrongConnection_IsRefusedAtStart(string? address, string? key, string fault)
    {
        using var services = Build(("TOGETHER_BASE_URL", address), ("TOGETHER_API_KEY", key));

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(fault, Assert.Single(exception.Failures), StringComparison.Ordinal);
        string[] secret = ["two keys", "kéy", "vault-name", "user@"];
        Assert.All(secret, text => Assert.DoesNotContain(text, exception.ToString(), StringComparison.Ordinal));
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IInferenceProvider>());
    }

    [Fact]
    public void AddTogetherProvider_EverythingWrong_ReportsAllOfItAtStart()
    {
        (string, string?)[] wrong =
        [
            ("AttemptTimeoutSeconds", "0"), ("StreamIdleSeconds", "601"), ("MaxAnswerBytes", "1023"), ("FailureRatio", "0"),
            ("MinimumThroughput", "1"), ("SamplingSeconds", "0"), ("BreakSeconds", "-1"),
        ];
        var settings = wrong.Select(pair => ("GenOps:Provider:" + pair.Item1, pair.Item2));
        using var services = Build([("TOGETHER_BASE_URL", "nowhere"), ("TOGETHER_API_KEY", "a b"), .. settings]);

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(wrong.Length + 2, exception.Failures.Count());
        Assert.All(wrong, pair => Assert.Contains(
            $"GenOps__Provider__{pair.Item1} is '{pair.Item2}'; it must be ", exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://api.together.xyz/v1", true)]
    [InlineData("http://127.0.0.1:9999/v1", false)]
    public void Configure_Handler_SendsTheKeyNowhereElse(string address, bool usesProxy)
    {
        using var services = Build(("TOGETHER_BASE_URL", address), ("TOGETHER_API_KEY", "key"));
        using var handler = new SocketsHttpHandler();

        TogetherTransport.Configure(handler, services.GetRequiredService<TogetherConnection>());

        Assert.Equal((false, false, usesProxy), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.Zero), (handler.ConnectTimeout, handler.ResponseDrainTimeout));
    }

    private static ServiceProvider Build(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build();
        return new ServiceCollection().AddTogetherProvider(configuration).BuildServiceProvider();
    }
}
