using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using GenOps.Cli.Up;

namespace GenOps.Cli.Books;

/// <summary>The options of all commands that read the books from storage.</summary>
internal sealed partial class BookOptions
{
    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Connection string of the storage account. [default: that of the 'up' running on --data, else GenOps__LedgerStorage or "
            + "AzureWebJobsStorage of the settings]",
        HelpName = "CONNECTION",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of an 'up' whose storage is read while it runs.", HelpName = "DIR", DefaultValueFactory = static _ => UpCommand.DefaultData,
    };

    public BookOptions() => _storage.Validators.Add(RequireConnection);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Symbol> All => [_storage, _data];

    public BookPlace Place(ParseResult parsed) => new(parsed.GetValue(_storage), parsed.GetRequiredValue(_data));

    /// <summary>An option that names a tenant.</summary>
    public static Option<string?> Tenant(string description)
    {
        var option = new Option<string?>("--tenant") { Description = description, HelpName = "TENANT" };
        option.Validators.Add(static result => Require(result, TenantName().IsMatch, "1 to 63 lower-case letters, digits and hyphens"));
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
