namespace GenOps.Adapters.Together;

/// <summary>What a provider said of an error; parts that it did not say, or that quote our key, are null.</summary>
internal readonly record struct ProviderError(string? Type, string? Code, string? Message)
{
    private static readonly string[] KeyWords = ["auth", "api_key", "apikey", "permission"];

    /// <summary>Whether it is our key that is not accepted. Providers use 403 for that and for requests that are too long.</summary>
    public bool IsAboutKey => IsKeyWord(Type) || IsKeyWord(Code);

    private static bool IsKeyWord(string? name) =>
        name is not null && KeyWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
