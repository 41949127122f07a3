using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Profiles;

/// <summary>The command line of <c>profile</c>.</summary>
internal static class ProfileCommand
{
    public static Command Create(CommandHost host) => host.Command(
        "profile",
        "Saves, lists and chooses connections: an app's URL and the keys for it.",
        ["genops profile list", "genops profile use production"],
        [List(host), Use(host), Show(host), SaveProfileCommand.Create(host), Remove(host)]);

    private static Command List(CommandHost host) => host.Command(
        "list", "Lists the profiles; keys by their last 4 characters.", ["genops profile list"], [], static (context, _) =>
        {
            var book = context.Profiles.Read();
            if (context.IsJson)
            {
                context.WriteJson(new
                {
                    file = context.Profiles.Path, current = book.Current, profiles = book.Profiles.Select(pair => View(book, pair.Key)),
                });
                return Task.FromResult(ExitCode.Done);
            }

            if (book.Profiles.Count == 0)
            {
                context.Note($"No profile in {context.Profiles.Path}. 'genops up' and 'genops init' make one.");
                return Task.FromResult(ExitCode.Done);
            }

            var sheet = new Sheet("", "Name", "URL", "?Key", "?Admin key");
            foreach (var (name, profile) in book.Profiles)
            {
                sheet.Row(name == book.Current ? "*" : "", name, profile.Url, SecretText.Mask(profile.Key), SecretText.Mask(profile.AdminKey));
            }

            sheet.WriteTo(context.Screen);
            return Task.FromResult(ExitCode.Done);
        });

    private static Command Use(CommandHost host)
    {
        var name = Name();
        return host.Command("use", "Makes a profile the one that is used when none is named.", ["genops profile use local"], [name], (context, _) =>
        {
            var book = context.Profiles.Read();
            var chosen = context.Parsed.GetRequiredValue(name);
            book.Find(chosen);
            context.Profiles.Write(book with { Current = chosen });
            return Tell(context, book with { Current = chosen }, chosen);
        });
    }

    private static Command Show(CommandHost host)
    {
        var name = new Argument<string?>("name")
        {
            Description = "The profile. [default: the current one]", Arity = ArgumentArity.ZeroOrOne,
        };
        return host.Command("show", "Shows a profile; keys by their last 4 characters.", ["genops profile show"], [name], (context, _) =>
        {
            var book = context.Profiles.Read();
            var shown = context.Parsed.GetValue(name) ?? book.Current
                ?? throw new CommandFault("No profile is the current one: name one, or choose with 'genops profile use NAME'.");
            book.Find(shown);
            return Tell(context, book, shown);
        });
    }

    private static Command Remove(CommandHost host)
    {
        var name = Name();
        return host.Command("remove", "Forgets a profile with its keys; the keys stay valid.", ["genops profile remove old"], [name], (context, _) =>
        {
            var book = context.Profiles.Read();
            var removed = context.Parsed.GetRequiredValue(name);
            book.Find(removed);
            var left = book.Without(removed);
            context.Profiles.Write(left);
            context.Note(
                $"Removed '{removed}'." + (left.Current is null ? " No profile is the current one now; 'genops profile use NAME' chooses." : ""));
            if (context.IsJson)
            {
                context.WriteJson(new { removed, current = left.Current });
            }

            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Argument<string> Name() => new("name") { Description = "The profile." };

    public static Task<ExitCode> Tell(CommandContext context, ProfileBook book, string name)
    {
        var profile = book.Find(name);
        if (context.IsJson)
        {
            context.WriteJson(View(book, name));
        }
        else
        {
            context.Screen.WriteLine($"{name}{(name == book.Current ? " (current)" : "")}");
            context.Screen.WriteLine($"  URL        {profile.Url}");
            context.Screen.WriteLine($"  Key        {SecretText.Mask(profile.Key)}");
            context.Screen.WriteLine($"  Admin key  {SecretText.Mask(profile.AdminKey)}");
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static JsonElement View(ProfileBook book, string name)
    {
        var profile = book.Profiles[name];
        return JsonSerializer.SerializeToElement(new
        {
            name,
            current = name == book.Current,
            url = profile.Url,
            key = profile.Key is null ? null : SecretText.Mask(profile.Key),
            admin_key = profile.AdminKey is null ? null : SecretText.Mask(profile.AdminKey),
        });
    }
}
