namespace GenOps.Benchmarks;

/// <summary>The command line: a mode, and what it takes.</summary>
internal sealed record Options(string Mode, bool IsQuick, string? OutFile, string? JsonFile, IReadOnlyList<string> Rest)
{
    /// <summary>Null when a flag is unknown or lacks its value.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        var (isQuick, files, rest) = (false, new Dictionary<string, string>(), new List<string>());
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--out" or "--json" when index + 1 < arguments.Count:
                    files[arguments[index]] = arguments[++index];
                    break;
                case var word when !word.StartsWith('-'):
                    rest.Add(word);
                    break;
                default:
                    return null;
            }
        }

        return rest.Count == 0 ? null : new(rest[0], isQuick, files.GetValueOrDefault("--out"), files.GetValueOrDefault("--json"), rest[1..]);
    }
}
