using Microsoft.Extensions.Options;

namespace GenOps.Application.Alerts;

/// <summary>Checks <see cref="AlertOptions"/>; never shows the key.</summary>
public sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    private const int MinCharacters = 32;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options) => options.WebhookKey is not { Length: > 0 and < MinCharacters } key
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"GenOps__WebhookKey has {key.Length} characters; it must have at least {MinCharacters}, best from a random generator.");
}
