using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace GenOps.Cli.Books;

/// <summary>The flags of all commands that read the books.</summary>
internal static partial class BookFlags
{
    public static Option<string> Tenant()
    {
        var option = new Option<string>("--tenant") { Description = "Whose books.", HelpName = "T", Required = true };
        option.Validators.Add(static result => Require(result, TenantName().IsMatch, "1 to 63 lower-case letters, digits and hyphens"));
        return option;
    }

    public static Option<string?> Storage()
    {
        var option = new Option<string?>("--storage")
        {
            Description = "Connection string of the storage account. [default: that of a running 'up' in --data, else GenOps__LedgerStorage or "
                + "AzureWebJobsStorage of the settings]",
            HelpName = "CONNECTION",
        };
        option.Validators.Add(RequireConnection);
        return option;
    }

    /// <summary>Adds a fault when the one value given is not as it must be.</summary>
    public static void Require(OptionResult result, Func<string, bool> isRight, string must)
    {
        if (result.Tokens is [var token] && !isRight(token.Value))
        {
            result.AddError($"{result.Option.Name} is '{token.Value}'; it must be {must}.");
        }
    }

    // The value may hold a key, so it is not repeated.
    private static void RequireConnection(OptionResult result)
    {
        if (result.Tokens is [var token] && !token.Value.Contains('=', StringComparison.Ordinal))
        {
            result.AddError("--storage must be a connection string such as UseDevelopmentStorage=true.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex TenantName();
}
