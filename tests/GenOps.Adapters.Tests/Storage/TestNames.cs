namespace GenOps.Adapters.Tests.Storage;

/// <summary>Names that no other test of this run has.</summary>
internal static class TestNames
{
    private static int _last;

    public static string Next() => $"test-{Interlocked.Increment(ref _last)}";
}
