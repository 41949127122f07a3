using Microsoft.Extensions.Options;

namespace GenOps.Application.Accounts;

/// <summary>Collects everything that is wrong with <see cref="AccountOptions"/>.</summary>
public sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var faults = new List<string>();
        if (options.AdmissionWait < TimeSpan.Zero || options.AdmissionWait > TimeSpan.FromSeconds(30))
        {
            faults.Add($"GenOps__AdmissionWait is {options.AdmissionWait}; it must be 00:00:00 to 00:00:30.");
        }

        if (options.LeaseSeconds is < 10 or > 600)
        {
            faults.Add($"GenOps__LeaseSeconds is {options.LeaseSeconds}; it must be 10 to 600.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
