using System.Globalization;
using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Reads the body of a request for a key and tells everything that is wrong with it at once.</summary>
public static class NewKeyReader
{
    private static readonly string[] Fields = ["name", "team", "project", "expires_at"];

    /// <summary>Reads the body; an empty one asks for a key without pins that never expires.</summary>
    public static DocumentReading<NewKey> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (utf8.IsEmpty)
        {
            return new DocumentReading<NewKey>(new NewKey(Name: null, Team: null, Project: null, ExpiresAt: null), []);
        }

        var faults = new FaultList();
        using var json = JsonText.Parse(utf8, faults);
        var key = json is null ? null : Read(new ObjectReader(json.RootElement, JsonPath.Root, faults, Fields), now);
        return new DocumentReading<NewKey>(faults.All.Count == 0 ? key : null, faults.All);
    }

    private static NewKey Read(ObjectReader reader, DateTimeOffset now)
    {
        var key = new NewKey(
            reader.OptionalText(
                "name",
                text => text.Length is > 0 and <= DocumentLimits.MaxKeyNameCharacters && !text.Any(char.IsControl),
                "a text of 1 to 100 characters without control characters"),
            reader.OptionalText("team", name => ScopeName.IsValid(name), ScopeName.Description),
            reader.OptionalText("project", name => ScopeName.IsValid(name), ScopeName.Description),
            ReadEnd(reader, now));
        if (key.Project is not null && reader.Find("team") is null or { ValueKind: JsonValueKind.Null })
        {
            reader.Faults.Add(reader.PathOf("project"), "A project lies within a team; name the team too.");
        }

        return key;
    }

    private static DateTimeOffset? ReadEnd(ObjectReader reader, DateTimeOffset now)
    {
        DateTimeOffset end = default;
        var text = reader.OptionalText(
            "expires_at",
            value => TryParseInstant(value, out end) && end > now,
            "an instant in the future with an offset, such as " + now.UtcDateTime.AddDays(90).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return text is null ? null : end.ToUniversalTime();
    }

    // RFC 3339: without an offset nobody could say which instant is meant.
    private static bool TryParseInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.None,
        out instant) && (text[^1] is 'Z' || text[^6] is '+' or '-');
}
