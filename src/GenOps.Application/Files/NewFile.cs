using GenOps.Core.Files;
using GenOps.Core.Ledger;

namespace GenOps.Application.Files;

/// <summary>A file about to be uploaded.</summary>
/// <param name="Tenant">Whose it will be.</param>
/// <param name="Name">Its name; folders and what cannot be printed are dropped.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Attributes">Who sees it among pinned keys.</param>
public sealed record NewFile(string Tenant, string Name, FilePurpose Purpose, Attribution Attributes)
{
    private const string Unnamed = "upload.jsonl";

    /// <summary>The name as it is kept.</summary>
    public string KeptName
    {
        get
        {
            var name = Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];
            var kept = string.Concat(name.EnumerateRunes().Where(static rune => !System.Text.Rune.IsControl(rune))).Trim();
            return kept.Length == 0 ? Unnamed : kept.Length <= FileLimits.MaxNameLength ? kept : Shortened(kept);
        }
    }

    private static string Shortened(string name)
    {
        var end = FileLimits.MaxNameLength;
        return name[..(char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)];
    }
}
