using GenOps.Application.Settings;
using Microsoft.Extensions.Options;

namespace GenOps.Application.Tenants;

/// <summary>Collects everything that is wrong with the settings of tenants and with the administrator's key.</summary>
internal sealed class TenantOptionsValidator(string? adminKey) : IValidateOptions<TenantOptions>
{
    private const int MostKeys = 1_000;

    public ValidateOptionsResult Validate(string? name, TenantOptions options)
    {
        var faults = new List<string>();
        if (options.MaxKeysPerTenant is < 1 or > MostKeys)
        {
            faults.Add($"{TenantOptions.Section}:{nameof(TenantOptions.MaxKeysPerTenant)} is {options.MaxKeysPerTenant}; it must be 1 to {MostKeys}.");
        }

        if (VaultReference.FaultOf(TenantsRegistration.AdminKeyKey, adminKey) is { } fault)
        {
            faults.Add(fault);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
