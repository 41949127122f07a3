using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>What was given as a secret goes to the vault and nowhere else: not to a setting, a tag, or an output.</summary>
internal static class SecretRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        if (snapshot.Text.Contains(DeploymentOptions.SecretMarker, StringComparison.Ordinal))
        {
            yield return "a secret stands in the template in clear";
        }

        var others = snapshot.Resources.Where(resource => resource.Type != Types.Secret);
        foreach (var resource in others.Where(resource => ReadsSecret(resource.Json.ToJsonString())))
        {
            yield return $"{resource.Id} is given a secret";
        }

        foreach (var (name, output) in snapshot.Outputs.Where(output => ReadsSecret(output.Value!.ToJsonString())))
        {
            yield return $"output {name} gives a secret away: {output}";
        }
    }

    private static bool ReadsSecret(string json) =>
        json.Contains("parameters(", StringComparison.Ordinal)
        || json.Contains("listKeys", StringComparison.Ordinal)
        || json.Contains("InstrumentationKey", StringComparison.Ordinal);
}
