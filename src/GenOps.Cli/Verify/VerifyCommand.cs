using System.CommandLine;
using System.Globalization;
using GenOps.Cli.Books;

namespace GenOps.Cli.Verify;

/// <summary>The command line of <c>verify</c>.</summary>
internal static class VerifyCommand
{
    private const string Description =
        "Proves a tenant's books from the stored rows: for the tenant and each declared team and project, each UTC day and the month, "
        + "entries = roll-ups = spent + unfolded, and entries = sessions + unsessioned. Only reads. Exit code 0 when all hold, 1 when a sum "
        + "differs or traffic kept moving it. Example: genops verify --tenant demo --month 2026-11";

    public static Command Create()
    {
        var tenant = BookFlags.Tenant();
        var month = new Option<string>("--month") { Description = "UTC month.", HelpName = "yyyy-MM", Required = true };
        month.Validators.Add(static result => BookFlags.Require(result, static text => TryMonth(text, out _), "a month such as 2026-11"));
        var storage = BookFlags.Storage();
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("verify", Description) { tenant, month, storage, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var books = BookStorage.Open(parsed.GetValue(storage));
            TryMonth(parsed.GetRequiredValue(month), out var first);
            var options = new VerifyOptions { Tenant = parsed.GetRequiredValue(tenant), Month = first, Json = parsed.GetValue(json) };
            return (int)await VerifyRun.RunAsync(options, books.Stores, parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    private static bool TryMonth(string text, out DateOnly first) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first);
}
