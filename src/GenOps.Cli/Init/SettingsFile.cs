using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Cli.Up;

namespace GenOps.Cli.Init;

/// <summary>The app's settings on a machine of its user, <c>local.settings.json</c>.</summary>
internal sealed class SettingsFile(string path)
{
    public const string DefaultName = "local.settings.json";

    private const string Sample = "local.settings.sample.json";
    private const string ProviderKeyName = "TOGETHER_API_KEY";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public string Path => System.IO.Path.GetFullPath(path);

    /// <summary>The admin key that stands in the file; null when there is none.</summary>
    /// <exception cref="CommandFault">There is a file that can't be read.</exception>
    public string? ReadAdminKey()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var key = (string?)JsonNode.Parse(File.ReadAllText(path))?["Values"]?[AdminKeySource.SettingName];
            return string.IsNullOrWhiteSpace(key) ? null : key;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // A parser's message may quote the file, and keys stand in it.
            throw new CommandFault($"{Path} can't be read as settings. Mend or remove it.", exception);
        }
    }

    /// <summary>Writes the sample with the keys filled in, for its user alone (0600).</summary>
    /// <exception cref="CommandFault">It can't be written.</exception>
    public void Write(string providerKey, string adminKey)
    {
        var settings = ReadSample();
        settings["Values"]![ProviderKeyName] = providerKey;
        settings["Values"]![AdminKeySource.SettingName] = adminKey;
        try
        {
            new SecretFile(path).Write(settings.ToJsonString(Format));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"{Path} can't be written: {exception.Message}", exception);
        }
    }

    private static JsonNode ReadSample()
    {
        using var sample = typeof(SettingsFile).Assembly.GetManifestResourceStream(Sample)!;
        return JsonNode.Parse(sample)!;
    }
}
