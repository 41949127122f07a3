using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Application.Tests.Tenants;

public sealed class TenantsRegistrationTests
{
    [Fact]
    public async Task AddTenants_Settings_ReachTheirOptions()
    {
        await using var provider = Build(("GENOPS_ADMIN_KEY", "word"), ("GenOps:Tenants:AllowHttpWebhooks", "true"), ("GenOps:Tenants:MaxKeysPerTenant", "3"));

        Assert.True(provider.GetRequiredService<AdminKey>().Matches("word"));
        Assert.Equal(new TenantOptions { AllowHttpWebhooks = true, MaxKeysPerTenant = 3 }, provider.GetRequiredService<TenantOptions>());
        Assert.NotNull(provider.GetRequiredService<CallerDirectory>());
        Assert.NotNull(provider.GetRequiredService<KeyAdministration>());
        Assert.NotNull(provider.GetRequiredService<TenantAdministration>());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public async Task AddTenants_NumberOutOfRange_IsAFaultOfTheSettings(string value)
    {
        await using var provider = Build(("GenOps:Tenants:MaxKeysPerTenant", value));

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<TenantOptions>());
        Assert.Equal($"GenOps:Tenants:MaxKeysPerTenant is {value}; it must be 1 to 1000.", fault.Message);
    }

    [Fact]
    public async Task AddTenants_AdminKeyIsAnUnresolvedReference_IsRefusedAtStartWithTheRemedy()
    {
        await using var provider = Build(
            ("GENOPS_ADMIN_KEY", "@Microsoft.KeyVault(SecretUri=https://vault-name.vault.azure.net/secrets/x)"), ("GenOps:Tenants:MaxKeysPerTenant", "0"));

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(2, fault.Failures.Count());
        Assert.Contains("GENOPS_ADMIN_KEY is a Key Vault reference that was not resolved. Check", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vault-name", fault.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return new ServiceCollection()
            .AddSingleton<IRowStores>(new MemoryRowStores(TimeProvider.System))
            .AddTenants(configuration)
            .BuildServiceProvider();
    }
}
