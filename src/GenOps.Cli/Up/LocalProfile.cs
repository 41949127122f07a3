using GenOps.Cli.Profiles;

namespace GenOps.Cli.Up;

/// <summary>The profile that <c>up</c> writes, so that other commands find the app with nothing set.</summary>
internal static class LocalProfile
{
    public const string Name = "local";

    /// <summary>Replaces the profile and says, for people, how it is used. Where it can't be written the app runs all the same.</summary>
    public static string Save(ProfileStore store, Uri address, string tenantKey, string adminKey)
    {
        try
        {
            var url = address.GetLeftPart(UriPartial.Authority);
            var book = store.Read().With(Name, new Profile { Url = url, Key = tenantKey, AdminKey = adminKey });
            store.Write(book);
            return book.Current == Name
                ? $"{Name}: in another terminal 'genops chat' works with nothing set (keys in {store.Path})"
                : $"{Name}: in another terminal 'genops chat --profile {Name}' works (keys in {store.Path}, current is '{book.Current}')";
        }
        catch (CommandFault fault)
        {
            return $"none: {fault.Message}";
        }
    }
}
