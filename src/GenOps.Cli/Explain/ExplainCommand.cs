using System.CommandLine;
using System.Globalization;
using GenOps.Application.Storage;
using GenOps.Cli.Books;

namespace GenOps.Cli.Explain;

/// <summary>The command line of <c>explain</c>.</summary>
internal static class ExplainCommand
{
    private const string Description = "Shows what a request cost and why, from the stored rows: hold, attempts, entries, fold. Only reads.";

    public static Command Create(CommandHost host, Func<BookPlace, BookStorage> open)
    {
        var request = new Argument<string>("request")
        {
            Description = "The request's id (header x-genops-request-id, field genops.request_id), a batch item's id, or an entry's id.",
        };
        request.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && RequestName.Parse(token.Value) is null)
            {
                result.AddError($"'{token.Value}' is no request's id, which begins with 26 characters such as 01M8H5GHJ0VTH3GBQ2V0KDSHZV.");
            }
        });
        var tenant = BookOptions.Tenant("Whose request. [default: every tenant is looked at]");
        var day = new Option<string?>("--day") { Description = "UTC day it was charged to. [default: told by its id]", HelpName = "yyyy-MM-dd" };
        day.Validators.Add(static result => BookOptions.Require(result, static text => TryDay(text, out _), "a day such as 2026-11-28"));
        var place = new BookOptions();
        return host.Command(
            "explain",
            Description,
            ["genops explain 01M8H5GHJ0VTH3GBQ2V0KDSHZV", "genops explain 01M8H5A2GRC68334NANTKYDQ0J-00012 --tenant demo"],
            [request, tenant, day, .. place.All],
            async (context, cancellationToken) =>
            {
                await using var storage = open(place.Place(context.Parsed));
                context.Note($"Storage: {storage.Description}.");
                var name = RequestName.Parse(context.Parsed.GetRequiredValue(request))!;
                var today = DateOnly.FromDateTime(context.Terminal.Time.GetUtcNow().UtcDateTime);
                List<DateOnly> days = TryDay(context.Parsed.GetValue(day), out var given) ? [given] : [.. name.Days(today)];
                Print(context, await FindAsync(storage, context.Parsed.GetValue(tenant), name, days, cancellationToken));
                return ExitCode.Done;
            });
    }

    private static async Task<Explanation> FindAsync(
        BookStorage storage, string? tenant, RequestName name, List<DateOnly> days, CancellationToken cancellationToken)
    {
        var explainer = new Explainer(storage.Stores);
        try
        {
            foreach (var candidate in tenant is null ? await explainer.TenantsAsync(cancellationToken) : [tenant])
            {
                if (await explainer.ExplainAsync(candidate, name, days, cancellationToken) is { } found)
                {
                    return found;
                }
            }
        }
        catch (RowStoreException exception)
        {
            throw BookFaults.Unreadable(storage, exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException)
        {
            throw BookFaults.Damaged(exception);
        }

        throw new CommandFault(
            $"No entry of {name} is in the ledger of {tenant ?? "any tenant"} from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}. "
            + "A call that was refused, still runs, or was replayed for its Idempotency-Key has none; one whose instance crashed is part of its lease's "
            + "in_doubt entry. Check the id, --tenant and --storage.");
    }

    private static void Print(CommandContext context, Explanation told)
    {
        if (context.IsJson)
        {
            context.WriteJson(ExplainJson.Of(told));
        }
        else
        {
            context.Screen.Write(ExplainTree.Of(told));
        }
    }

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
