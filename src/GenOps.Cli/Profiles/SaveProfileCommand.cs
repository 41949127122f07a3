using System.CommandLine;
using Spectre.Console;

namespace GenOps.Cli.Profiles;

/// <summary>The command line of <c>profile save</c>.</summary>
internal static class SaveProfileCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("name") { Description = "The profile; one of that name is replaced." };
        return host.Command(
            "save",
            "Saves the URL and keys that flags, environment or profile say; asks for a key that none says.",
            ["genops profile save production --url https://genops.example.com", "genops profile save ci --url http://127.0.0.1:7071 --key gk-id-secret"],
            [name],
            (context, _) =>
            {
                var saved = context.Parsed.GetRequiredValue(name);
                var connection = context.Connection;
                var profile = new Profile
                {
                    Url = connection.Address.GetLeftPart(UriPartial.Authority), Key = connection.Key ?? Ask(context), AdminKey = connection.AdminKey,
                };
                var book = context.Profiles.Read().With(saved, profile);
                context.Profiles.Write(book);
                return ProfileCommand.Tell(context, book, saved);
            });
    }

    // Typed here, it stands in no history of the shell and in no list of processes.
    private static string? Ask(CommandContext context)
    {
        if (!context.Terminal.IsInteractive || context.IsJson)
        {
            return null;
        }

        var key = context.Screen.Prompt(new TextPrompt<string>("Tenant's key [grey](hidden; empty: none)[/]:").Secret().AllowEmpty());
        return key.Length == 0 ? null : key;
    }
}
