using System.Text.Json;
using GenOps.Cli.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Books;

/// <summary>One run of a command against an app of the tests, with a tenant's key in the environment and no profile.</summary>
internal sealed record AppRun(ExitCode ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public static async Task<AppRun> StartAsync(BooksApp app, string key, string[] args)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string>
        {
            ["GENOPS_URL"] = app.Address.ToString(), ["GENOPS_KEY"] = key, ["GENOPS_CONFIG"] = Path.Combine(folder.Path, "config.json"),
        };
        var run = await CommandRun.StartAsync(variables, null, args);
        return new AppRun(run.ExitCode, PlainText.Of(run.Output), PlainText.Of(run.Error));
    }
}
