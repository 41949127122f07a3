namespace GenOps.Simulator.Tests;

/// <summary>For what happens on the server after the client has gone, and so has no answer to wait for.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
