using System.Text.Json;
using GenOps.EmbeddedHost.Hosting;

namespace GenOps.EmbeddedHost.Settings;

/// <summary>Reads a settings file that may have comments; whatever is wrong with it is told with its path.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The root object, or null when there is no such file.</summary>
    internal static JsonElement? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new HostStartupException($"{path}: the root must be a JSON object.");
        }
        catch (JsonException malformed)
        {
            throw new HostStartupException(
                [$"{path}: not valid JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."], malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new HostStartupException([$"{path}: can't be read: {unreadable.Message}"], unreadable);
        }
    }
}
