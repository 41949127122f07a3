using Microsoft.Extensions.Options;

namespace GenOps.Application.Tenants;

internal sealed class TenantOptionsValidator : IValidateOptions<TenantOptions>
{
    private const int MostKeys = 1_000;

    public ValidateOptionsResult Validate(string? name, TenantOptions options) => options.MaxKeysPerTenant is >= 1 and <= MostKeys
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{TenantOptions.Section}:{nameof(TenantOptions.MaxKeysPerTenant)} is {options.MaxKeysPerTenant}; it must be 1 to {MostKeys}.");
}
