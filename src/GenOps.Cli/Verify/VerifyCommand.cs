using System.CommandLine;
using System.Globalization;
using GenOps.Cli.Books;

namespace GenOps.Cli.Verify;

/// <summary>The command line of <c>verify</c>.</summary>
internal static class VerifyCommand
{
    private const string Description =
        "Proves a tenant's books from the stored rows: entries = roll-ups = spent + unfolded = sessions + unsessioned. Only reads.";

    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    public static Command Create(CommandHost host, Func<BookPlace, BookStorage> open)
    {
        var tenant = BookOptions.Tenant("Whose books.");
        tenant.Required = true;
        var month = new Option<string>("--month")
        {
            Description = "UTC month. Exit code 0 when all sums hold, 1 when one differs or traffic kept moving it.", HelpName = "yyyy-MM", Required = true,
        };
        month.Validators.Add(static result => BookOptions.Require(result, static text => TryMonth(text, out _), "a month such as 2026-11"));
        var place = new BookOptions();
        return host.Command(
            "verify",
            Description,
            ["genops verify --tenant demo --month 2026-11"],
            [tenant, month, .. place.All],
            async (context, cancellationToken) =>
            {
                await using var storage = open(place.Place(context.Parsed));
                TryMonth(context.Parsed.GetRequiredValue(month), out var first);
                return await VerifyRun.RunAsync(context, storage, context.Parsed.GetValue(tenant)!, first, cancellationToken);
            });
    }

    private static bool TryMonth(string text, out DateOnly first) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first)
        && first.Year is >= FirstYear and <= LastYear;
}
