using System.ComponentModel;

namespace GenOps.Docs.Tests.Support;

/// <summary>Runs Python, which is not on every machine: without it the test is skipped.</summary>
internal static class PythonRun
{
    public static async Task<ProgramRun> OfAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        try
        {
            return await ProgramRun.OfAsync("python3", arguments, environment);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no python3 on this machine.");
            throw;
        }
    }
}
