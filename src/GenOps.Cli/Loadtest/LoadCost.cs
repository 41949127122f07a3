using GenOps.Cli.Api;
using GenOps.Core.Money;

namespace GenOps.Cli.Loadtest;

/// <summary>What a load test can cost at most, by the app's own estimate.</summary>
internal static class LoadCost
{
    /// <exception cref="ApiException">The app does not answer, refuses the key, or has no price for the model.</exception>
    public static async Task<long> WorstNanoUsdAsync(GenOpsApi api, LoadOptions options, CancellationToken cancellationToken)
    {
        var one = new
        {
            model = options.Model,
            messages = new[] { new { role = "user", content = options.Prompt } },
            max_tokens = options.MaxTokens,
            count = options.Operations,
        };
        var estimate = await api.PostAsync("genops/estimate", one, cancellationToken);
        return UsdText.Parse(estimate.Text("worst_case_usd"), out var nanoUsd) is UsdTextFault.None
            ? nanoUsd
            : throw new CommandFault("The app's estimate has no worst_case_usd; is the URL right?");
    }
}
