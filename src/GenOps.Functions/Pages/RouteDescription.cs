using System.Text.Json;
using System.Text.Json.Nodes;

namespace GenOps.Functions.Pages;

/// <summary>The OpenAPI document. It is kept in parts, one an area of the API, each with its own paths and components.</summary>
internal static class RouteDescription
{
    private const string Paths = "paths";
    private const string Components = "components";

    /// <summary>Puts the parts together. A name that two of them describe is a mistake and throws.</summary>
    public static byte[] Merge(IReadOnlyDictionary<string, byte[]> parts)
    {
        var whole = new JsonObject { [Paths] = new JsonObject(), [Components] = new JsonObject() };
        foreach (var (partName, content) in parts)
        {
            foreach (var (name, value) in JsonNode.Parse(content)!.AsObject())
            {
                Add(whole, name, value!, partName);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(whole);
    }

    private static void Add(JsonObject whole, string name, JsonNode value, string partName)
    {
        switch (name)
        {
            case Paths:
                AddAll(whole[Paths]!.AsObject(), value, partName);
                break;
            case Components:
                foreach (var (kind, described) in value.AsObject())
                {
                    whole[Components]!.AsObject().TryAdd(kind, new JsonObject());
                    AddAll(whole[Components]![kind]!.AsObject(), described!, partName);
                }

                break;
            default:
                whole.Add(name, value.DeepClone());
                break;
        }
    }

    private static void AddAll(JsonObject all, JsonNode more, string partName)
    {
        foreach (var (name, value) in more.AsObject())
        {
            if (!all.TryAdd(name, value!.DeepClone()))
            {
                throw new InvalidOperationException($"{partName} describes '{name}', which another part describes too.");
            }
        }
    }
}
