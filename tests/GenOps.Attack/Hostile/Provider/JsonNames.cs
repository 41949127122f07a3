using System.Text.Json;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Names in JSON that may be half of a surrogate pair, which is JSON all the same.</summary>
internal static class JsonNames
{
    /// <summary>The members of this name, in order.</summary>
    public static IEnumerable<JsonElement> MembersOf(this JsonElement json, string name) =>
        json.EnumerateObject().Where(member => IsNamed(member, name)).Select(static member => member.Value);

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
