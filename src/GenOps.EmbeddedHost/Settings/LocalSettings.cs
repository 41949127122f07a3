using System.Text.Json;
using GenOps.EmbeddedHost.Hosting;

namespace GenOps.EmbeddedHost.Settings;

/// <summary>The <c>Values</c> of local.settings.json, keys written as environment variables are.</summary>
internal static class LocalSettings
{
    internal static Dictionary<string, string?> Read(string folder)
    {
        var path = Path.Combine(folder, ScriptRoot.LocalSettingsFileName);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (JsonFile.Read(path) is not { } root)
        {
            return values;
        }

        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind != JsonValueKind.False)
        {
            throw new HostStartupException($"{path}: IsEncrypted must be false; run 'func settings decrypt' first.");
        }

        if (root.TryGetProperty("Values", out var section))
        {
            Flatten(path, section, values);
        }

        return values;
    }

    private static void Flatten(string path, JsonElement section, Dictionary<string, string?> values)
    {
        if (section.ValueKind != JsonValueKind.Object)
        {
            throw new HostStartupException($"{path}: Values must be a JSON object.");
        }

        foreach (var setting in section.EnumerateObject())
        {
            values[setting.Name.Replace("__", ":", StringComparison.Ordinal)] = setting.Value.ValueKind switch
            {
                JsonValueKind.String => setting.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => setting.Value.GetRawText(),
                _ => throw new HostStartupException(
                    $"{path}: Values.{setting.Name} must be a string; write nested settings with '__' between the names."),
            };
        }
    }
}
