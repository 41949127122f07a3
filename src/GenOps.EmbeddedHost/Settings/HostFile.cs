using System.Text.Json;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.Settings;

/// <summary>
/// host.json. As on the genuine host, a setting <c>AzureFunctionsJobHost__a__b</c> wins over the file's <c>a.b</c>, and the app's own
/// configuration does not contain any of it.
/// </summary>
internal sealed class HostFile
{
    private const string OverrideSection = "AzureFunctionsJobHost";
    private const string DefaultRoutePrefix = "api";

    private HostFile(IConfiguration settings)
    {
        Settings = settings;
    }

    internal IConfiguration Settings { get; }

    internal string RoutePrefix => (Settings["extensions:http:routePrefix"] ?? DefaultRoutePrefix).Trim('/');

    internal static HostFile Read(string? folder, IConfiguration app)
    {
        var settings = new ConfigurationBuilder();
        if (folder is not null)
        {
            var path = Path.Combine(folder, ScriptRoot.HostFileName);
            if (JsonFile.Read(path) is { } root)
            {
                RequireVersion(path, root);
                settings.AddJsonStream(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(root)));
            }
        }

        var overrides = app.GetSection(OverrideSection).AsEnumerable(makePathsRelative: true);
        settings.AddInMemoryCollection(overrides.Where(static pair => pair.Value is not null));
        return new HostFile(settings.Build());
    }

    private static void RequireVersion(string path, JsonElement root)
    {
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.String || version.GetString() != "2.0")
        {
            throw new HostStartupException($"{path}: \"version\" must be \"2.0\".");
        }
    }
}
