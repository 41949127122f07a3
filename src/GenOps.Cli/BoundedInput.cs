namespace GenOps.Cli;

/// <summary>Standard input as a text, up to what the app takes.</summary>
internal static class BoundedInput
{
    // The app's own default limit of a body, in bytes; no text of more characters has fewer bytes.
    private const int MaximumCharacters = 10 * 1024 * 1024;

    /// <exception cref="CommandFault">There is more.</exception>
    public static async Task<string> ReadAsync(TextReader input, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MaximumCharacters)
            {
                throw new CommandFault($"Standard input has more than {MaximumCharacters} characters, which no call takes.");
            }
        }

        return text.ToString();
    }
}
