using System.Text.Json;

namespace GenOps.Cli;

/// <summary>A JSON document that the user hands over.</summary>
internal static class JsonFile
{
    // As much as the app takes of a tenant document.
    private const long MaximumBytes = 1024 * 1024;

    /// <summary>Reads the file, or standard input when the path is <c>-</c>.</summary>
    /// <exception cref="CommandFault">It can't be read, or is no JSON.</exception>
    public static async Task<JsonElement> ReadAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            if (path != "-" && new FileInfo(path).Length > MaximumBytes)
            {
                throw new CommandFault($"{path} has more than {MaximumBytes} bytes, which is no such document.");
            }

            return JsonElement.Parse(
                path == "-" ? await BoundedInput.ReadAsync(terminal.Input, cancellationToken) : await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"{path} can't be read: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" at line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
            throw new CommandFault($"{(path == "-" ? "Standard input" : path)} is no JSON{place}.", exception);
        }
    }
}
