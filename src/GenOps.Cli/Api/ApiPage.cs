using System.Text.Json;

namespace GenOps.Cli.Api;

/// <summary>The items of a list, gathered from its pages.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Where the list goes on; null at its end.</param>
internal sealed record ApiPage(IReadOnlyList<JsonElement> Items, string? NextCursor)
{
    /// <summary>In the shape in which the app sends one page.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new { data = Items, next_cursor = NextCursor });
}
