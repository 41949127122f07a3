namespace GenOps.EmbeddedHost.Tests.Support;

/// <summary>Ends waits for what a broken host would never do, so that a fault fails its test instead of hanging the run.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    internal static Task OrGiveUpAsync(this Task task) => task.WaitAsync(Limit);

    internal static Task<T> OrGiveUpAsync<T>(this Task<T> task) => task.WaitAsync(Limit);
}
