using System.Text.Json;
using GenOps.Cli.Up;

namespace GenOps.Cli.Profiles;

/// <summary>The user's profiles in one file that only they may read (0600).</summary>
internal sealed class ProfileStore(string path)
{
    public const string PathVariable = "GENOPS_CONFIG";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public string Path => path;

    /// <summary>
    /// Where the file is: <c>GENOPS_CONFIG</c>, else <c>$XDG_CONFIG_HOME/genops/config.json</c>, else <c>~/.config/genops/config.json</c>.
    /// </summary>
    public static ProfileStore Locate(Func<string, string?> variable)
    {
        if (variable(PathVariable) is { Length: > 0 } given)
        {
            return new ProfileStore(System.IO.Path.GetFullPath(given));
        }

        var root = variable("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg : System.IO.Path.Combine(Home(variable), ".config");
        return new ProfileStore(System.IO.Path.Combine(root, "genops", "config.json"));
    }

    /// <summary>An empty book when there is no file.</summary>
    /// <exception cref="CommandFault">The file can't be read.</exception>
    public ProfileBook Read()
    {
        try
        {
            return new SecretFile(path).Read() is { } text ? Parse(text) : new ProfileBook();
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // The parser's own message may quote the file, and keys stand in it.
            var reason = exception is JsonException ? "it is no JSON of profiles" : exception.Message;
            throw new CommandFault($"The profiles in {path} can't be read: {reason}. Mend or remove the file.", exception);
        }
    }

    /// <exception cref="CommandFault">The file can't be written.</exception>
    public void Write(ProfileBook book)
    {
        try
        {
            PrivateFolder.EnsurePath(System.IO.Path.GetDirectoryName(path)!);
            new SecretFile(path).Write(JsonSerializer.Serialize(book, Format));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault(
                $"The profiles can't be written to {path}: {exception.Message} Choose another file with {PathVariable}.", exception);
        }
    }

    private static ProfileBook Parse(string text) =>
        JsonSerializer.Deserialize<ProfileBook>(text) is { Profiles: { } profiles } book && !profiles.Values.Contains(null)
            ? book
            : throw new JsonException();

    private static string Home(Func<string, string?> variable) =>
        variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
