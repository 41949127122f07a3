using System.Text.RegularExpressions;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Names in the storage account, made from the hub's name. None is one that the genuine host uses for a hub of the same name, so that both
/// hosts can share an account without reading each other's rows.
/// </summary>
internal sealed partial class HubNames
{
    internal HubNames(string hubName)
    {
        Instances = hubName + "EmbeddedInstances";
        Pending = hubName + "EmbeddedPending";
        Container = hubName.ToLowerInvariant() + "-embedded";
    }

    internal static string Rule => "3 to 45 letters and digits, a letter first";

    internal string Instances { get; }

    internal string Pending { get; }

    internal string Container { get; }

    internal static bool IsValid(string hubName) => HubName().IsMatch(hubName);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,44}\z")]
    private static partial Regex HubName();
}
