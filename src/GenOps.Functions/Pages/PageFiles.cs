using System.Reflection;
using System.Security.Cryptography;

namespace GenOps.Functions.Pages;

/// <summary>The files of the pages, as they were built into the app. Nothing else can be asked for: names are looked up, never opened.</summary>
public sealed class PageFiles
{
    private const string Folder = "pages/";
    private const string DescriptionFolder = "openapi/";

    /// <summary>The description of all routes, put together from its parts.</summary>
    internal const string Description = "openapi.json";

    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);

    internal PageFiles()
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in Assembly.GetExecutingAssembly().GetManifestResourceNames())
        {
            // Where the app was built decides which slash its resources' names have.
            var name = resource.Replace('\\', '/');
            if (!name.StartsWith(Folder, StringComparison.Ordinal))
            {
                continue;
            }

            name = name[Folder.Length..];
            if (name.StartsWith(DescriptionFolder, StringComparison.Ordinal))
            {
                parts.Add(name, Read(resource));
            }
            else
            {
                _files.Add(name, Of(name, Read(resource)));
            }
        }

        _files.Add(Description, Of(Description, RouteDescription.Merge(parts)));
    }

    /// <summary>A file by its name, such as <c>assets/shared/dom.js</c>; null when there is none.</summary>
    internal PageFile? Find(string name) => _files.GetValueOrDefault(name);

    private static PageFile Of(string name, byte[] content) =>
        new(content, ContentTypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
