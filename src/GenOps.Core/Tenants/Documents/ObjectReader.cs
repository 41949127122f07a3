using System.Globalization;
using System.Text.Json;
using GenOps.Core.Money;

namespace GenOps.Core.Tenants.Documents;

/// <summary>
/// One JSON object of a document. Members that nobody knows are faults, so that a typo never disables a rule; a value with a fault reads as
/// absent, so that the rest is still looked at.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly FaultList _faults;

    public ObjectReader(JsonElement element, string path, FaultList faults, IReadOnlyCollection<string> names)
    {
        Path = path;
        _faults = faults;
        foreach (var (name, value) in MembersOf(element, path, faults))
        {
            if (names.Contains(name))
            {
                _members.Add(name, value);
            }
            else
            {
                faults.Add(JsonPath.Member(path, name), $"This field is not known; known here are {string.Join(", ", names)}.");
            }
        }
    }

    public string Path { get; }

    public FaultList Faults => _faults;

    /// <summary>Members of an object of any names; a repeated one is a fault and counts once.</summary>
    public static IReadOnlyList<(string Name, JsonElement Value)> MembersOf(JsonElement element, string path, FaultList faults)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(path, $"This is {JsonPath.Show(element)}; it must be an object.");
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<(string, JsonElement)>();
        foreach (var member in element.EnumerateObject())
        {
            if (names.Add(member.Name))
            {
                members.Add((member.Name, member.Value));
            }
            else
            {
                faults.Add(JsonPath.Member(path, member.Name), "This field stands here twice; remove one.");
            }
        }

        return members;
    }

    /// <summary>The member when it is there, whatever it is.</summary>
    public JsonElement? Find(string name) => _members.TryGetValue(name, out var value) ? value : null;

    /// <summary>A member's path.</summary>
    public string PathOf(string name) => JsonPath.Member(Path, name);

    /// <summary>An amount; null when absent, null or wrong.</summary>
    public long? Usd(string name)
    {
        if (FindUnlessNull(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            return Fail<long>(name, value, "a decimal string such as \"10.00\", or null");
        }

        var fault = UsdText.Parse(value.GetString(), out var nanoUsd);
        if (fault is UsdTextFault.None)
        {
            return nanoUsd;
        }

        _faults.Add(PathOf(name), $"This is {JsonPath.Show(value)}; an amount {UsdText.Describe(fault)}.");
        return null;
    }

    /// <summary>A whole number; <paramref name="otherwise"/> when absent or wrong. Null is wrong.</summary>
    public int Integer(string name, int otherwise, int least, int most) =>
        Find(name) is { } value ? IntegerOf(name, value, least, most, orNull: "") ?? otherwise : otherwise;

    /// <summary>A whole number; null when absent, null or wrong.</summary>
    public int? OptionalInteger(string name, int least, int most) =>
        FindUnlessNull(name) is { } value ? IntegerOf(name, value, least, most, orNull: ", or null") : null;

    /// <summary>A text that passes a test; null when absent, null or wrong.</summary>
    public string? OptionalText(string name, Func<string, bool> isRight, string description)
    {
        if (FindUnlessNull(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String && value.GetString() is { } text && isRight(text))
        {
            return text;
        }

        _faults.Add(PathOf(name), $"This is {JsonPath.Show(value)}; it must be {description}, or null.");
        return null;
    }

    /// <summary>A list of different texts that pass a test; empty when absent or wrong. Null is wrong.</summary>
    public IReadOnlyList<string> Texts(string name, int most, Func<string, bool> isRight, string description)
    {
        var texts = new List<string>();
        foreach (var (value, path) in Items(name, most))
        {
            if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } text || !isRight(text))
            {
                _faults.Add(path, $"This is {JsonPath.Show(value)}; it must be {description}.");
            }
            else if (texts.Contains(text, StringComparer.Ordinal))
            {
                _faults.Add(path, $"{JsonPath.Show(value)} stands in the list twice; remove one.");
            }
            else
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>The items of a list, at most as many as allowed; none when absent or no list.</summary>
    public IEnumerable<(JsonElement Value, string Path)> Items(string name, int most)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            _faults.Add(PathOf(name), $"This is {JsonPath.Show(list)}; it must be a list.");
            return [];
        }

        if (list.GetArrayLength() > most)
        {
            _faults.Add(
                PathOf(name), string.Create(CultureInfo.InvariantCulture, $"The list has {list.GetArrayLength()} entries; it may have {most}."));
        }

        return list.EnumerateArray().Take(most).Select((value, index) => (value, JsonPath.Item(PathOf(name), index)));
    }

    private JsonElement? FindUnlessNull(string name) => Find(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private int? IntegerOf(string name, JsonElement value, int least, int most, string orNull)
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        return Fail<int>(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}{orNull}"));
    }

    private TValue? Fail<TValue>(string name, JsonElement value, string description)
        where TValue : struct
    {
        _faults.Add(PathOf(name), $"This is {JsonPath.Show(value)}; it must be {description}.");
        return null;
    }
}
