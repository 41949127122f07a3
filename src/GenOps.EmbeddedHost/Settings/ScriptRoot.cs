namespace GenOps.EmbeddedHost.Settings;

/// <summary>Finds the folder that holds host.json and local.settings.json.</summary>
internal static class ScriptRoot
{
    internal const string HostFileName = "host.json";
    internal const string LocalSettingsFileName = "local.settings.json";

    /// <summary>Names the folder outright, as for the genuine host.</summary>
    internal const string SettingName = "AzureWebJobsScriptRoot";

    /// <summary>The first folder with one of the files, upward from each start in turn; null when there is none.</summary>
    internal static string? Find(params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, HostFileName))
                    || File.Exists(Path.Combine(folder.FullName, LocalSettingsFileName)))
                {
                    return folder.FullName;
                }
            }
        }

        return null;
    }
}
