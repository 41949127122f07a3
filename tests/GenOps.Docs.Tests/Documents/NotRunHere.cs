namespace GenOps.Docs.Tests.Documents;

/// <summary>The blocks that a test cannot run, each by what it contains, with the reason.</summary>
internal static class NotRunHere
{
    private static readonly (string Contains, string Why)[] Blocks =
    [
        ("dotnet run --project src/GenOps.Cli -- up", "runs until it is stopped; the tests of the command line start it, and its flags are checked here"),
        ("dotnet test GenOps.Functions.sln", "is the very run that this test is part of"),
        ("--project tests/GenOps.Benchmarks", "takes minutes, and figures mean something only on a machine that does nothing else"),
        ("npm install --global", "changes the machine, and 'func' is not on every machine"),
        ("export GENOPS_URL=", "the reader's own values; tests set theirs in the environment"),
        ("npm install --prefix docs/examples/js", "the examples run with the same pinned packages of the tests, in a folder of their own"),
    ];

    /// <summary>Why a block is not run; null when it is.</summary>
    public static string? Reason(Block block) => Array.Find(Blocks, entry => IsMeant(entry, block)).Why;

    /// <summary>Entries that no block needs any more.</summary>
    public static IEnumerable<string> Unused(IEnumerable<Block> all) =>
        Blocks.Where(entry => !all.Any(block => IsMeant(entry, block))).Select(static entry => entry.Contains);

    private static bool IsMeant((string Contains, string Why) entry, Block block) =>
        block.Language == "sh" && block.Text.Contains(entry.Contains, StringComparison.Ordinal);
}
