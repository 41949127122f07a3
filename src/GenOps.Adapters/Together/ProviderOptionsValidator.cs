using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Together;

/// <summary>Collects everything that is wrong with the settings of the provider, address and key included.</summary>
internal sealed class ProviderOptionsValidator(IConfiguration configuration) : IValidateOptions<ProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        var faults = new List<string>();
        TogetherConnection.Read(configuration, faults);
        CheckRange(nameof(options.AttemptTimeoutSeconds), options.AttemptTimeoutSeconds, 1, 600);
        CheckRange(nameof(options.StreamIdleSeconds), options.StreamIdleSeconds, 1, 600);
        CheckRange(nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, 1024, 1024 * 1024 * 1024);
        Check(options.FailureRatio is > 0 and <= 1, nameof(options.FailureRatio), options.FailureRatio, "above 0 and at most 1");
        CheckRange(nameof(options.MinimumThroughput), options.MinimumThroughput, 2, 10_000);
        CheckRange(nameof(options.SamplingSeconds), options.SamplingSeconds, 1, 600);
        CheckRange(nameof(options.BreakSeconds), options.BreakSeconds, 1, 600);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckRange(string key, int value, int least, int most) =>
            Check(value >= least && value <= most, key, value, $"{least} to {most}");

        void Check(bool isRight, string key, object value, string range)
        {
            if (!isRight)
            {
                faults.Add($"GenOps__Provider__{key} is '{value}'; it must be {range}.");
            }
        }
    }
}
