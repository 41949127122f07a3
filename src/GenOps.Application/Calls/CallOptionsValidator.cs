using Microsoft.Extensions.Options;

namespace GenOps.Application.Calls;

/// <summary>Collects everything that is wrong with <see cref="CallOptions"/>.</summary>
public sealed class CallOptionsValidator : IValidateOptions<CallOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CallOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.DeadlineSeconds), options.DeadlineSeconds, 1, 220);
        Check(nameof(options.ProviderRetries), options.ProviderRetries, 0, 5);
        Check(nameof(options.RetryBaseMilliseconds), options.RetryBaseMilliseconds, 1, 10_000);
        Check(nameof(options.MaxRequestBytes), options.MaxRequestBytes, 1024, 100 * 1024 * 1024);
        Check(nameof(options.StreamWriteSeconds), options.StreamWriteSeconds, 1, 600);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, int value, int min, int max)
        {
            if (value < min || value > max)
            {
                faults.Add($"GenOps__{key} is {value}; it must be {min} to {max}.");
            }
        }
    }
}
