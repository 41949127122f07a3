using System.Text.RegularExpressions;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Support;

/// <summary>What the code, the deployment and the examples are written in, to look names up.</summary>
internal static partial class SourceNames
{
    private static readonly Lazy<string> Sources = new(static () => string.Join('\n',
        ((string[])["src", "infra", "docs/examples"])
            .SelectMany(static folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*", SearchOption.AllDirectories))
            .Where(static file => Path.GetExtension(file) is ".cs" or ".bicep" or ".json" or ".mjs")
            .Where(static file => !Ignored().IsMatch(file))
            .Select(File.ReadAllText)));

    public static string Text => Sources.Value;

    // A field or code stands whole in the code, a status or kind as the name of an enum's value, a setting as its property, a header whole or as an argument.
    public static bool IsKnown(string name)
    {
        var pascal = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
        string[] forms = name.StartsWith("GenOps__", StringComparison.Ordinal) ? [name.Split("__")[^1]]
            : name.StartsWith("x-genops-", StringComparison.Ordinal) ? [name, $"\"{name["x-genops-".Length..]}\""]
            : [name, $"{pascal},"];
        return forms.Any(static form => Regex.IsMatch(Text, $@"(?<![\w-]){Regex.Escape(form)}(?![\w-])"));
    }

    [GeneratedRegex(@"[\\/](obj|bin|node_modules)[\\/]")]
    private static partial Regex Ignored();
}
