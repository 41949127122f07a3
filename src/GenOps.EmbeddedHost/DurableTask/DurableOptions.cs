using System.Globalization;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Settings;

namespace GenOps.EmbeddedHost.DurableTask;

/// <summary>The part of host.json's <c>extensions.durableTask</c> that this host follows.</summary>
/// <param name="HubName">Default: <c>TestHubName</c>, the genuine extension's.</param>
/// <param name="MaxActivities">How many activities run at a time. Default: 10 times the processors.</param>
/// <param name="MaxOrchestrators">How many orchestrators' turns run at a time. Default: 10 times the processors.</param>
/// <param name="MaxEntities">How many entities' turns run at a time. Default: 10 times the processors.</param>
internal sealed record DurableOptions(string HubName, int MaxActivities, int MaxOrchestrators, int MaxEntities)
{
    private const string Section = "extensions:durableTask";

    internal static DurableOptions Read(HostFile hostFile)
    {
        var name = hostFile.Settings[$"{Section}:hubName"] ?? "TestHubName";
        if (name.Length is < 3 or > 45 || !name.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiLetter(name[0]))
        {
            throw new HostStartupException(
                $"host.json: {Section}:hubName is '{name}'; it must be 3 to 45 letters and digits and begin with a letter.");
        }

        return new DurableOptions(
            name,
            Limit(hostFile, "maxConcurrentActivityFunctions"),
            Limit(hostFile, "maxConcurrentOrchestratorFunctions"),
            Limit(hostFile, "maxConcurrentEntityFunctions"));
    }

    private static int Limit(HostFile hostFile, string key)
    {
        if (hostFile.Settings[$"{Section}:{key}"] is not { } text)
        {
            return 10 * Environment.ProcessorCount;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= 1000
            ? limit
            : throw new HostStartupException($"host.json: {Section}:{key} is '{text}'; it must be a whole number from 1 to 1000.");
    }
}
