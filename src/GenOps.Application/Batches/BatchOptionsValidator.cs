using Microsoft.Extensions.Options;

namespace GenOps.Application.Batches;

/// <summary>Collects everything that is wrong with <see cref="BatchOptions"/>.</summary>
public sealed class BatchOptionsValidator : IValidateOptions<BatchOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BatchOptions options)
    {
        var faults = new List<string>();
        Check(faults, nameof(options.ClaimSeconds), options.ClaimSeconds, 2, 600);
        Check(faults, nameof(options.ChargedRepeats), options.ChargedRepeats, 0, 5);
        Check(faults, nameof(options.FreeRetries), options.FreeRetries, 0, 20);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(List<string> faults, string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            faults.Add($"GenOps__Batches__{name} is {value}; it must be {least} to {most}.");
        }
    }
}
