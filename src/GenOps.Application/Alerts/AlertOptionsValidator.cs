using GenOps.Application.Settings;
using Microsoft.Extensions.Options;

namespace GenOps.Application.Alerts;

/// <summary>Checks <see cref="AlertOptions"/>; never shows the key.</summary>
public sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    private const string Setting = "GenOps__WebhookKey";
    private const int MinCharacters = 32;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        var fault = VaultReference.FaultOf(Setting, options.WebhookKey) ?? LengthFault(options.WebhookKey);
        return fault is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
    }

    private static string? LengthFault(string? key) => key is { Length: > 0 and < MinCharacters }
        ? $"{Setting} has {key.Length} characters; it must have at least {MinCharacters}, best from a random generator."
        : null;
}
