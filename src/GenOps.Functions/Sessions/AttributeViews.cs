using GenOps.Core.Ledger;

namespace GenOps.Functions.Sessions;

/// <summary>Attributes as JSON: what is known by its name, tags among them.</summary>
internal static class AttributeViews
{
    public static IReadOnlyDictionary<string, string> Of(Attribution attribution)
    {
        var json = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in attribution.Tags?.Split(',') ?? [])
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            json[equals < 0 ? tag : tag[..equals]] = equals < 0 ? "" : tag[(equals + 1)..];
        }

        // Last, so that no tag can pass for an attribute.
        Add("team", attribution.Team);
        Add("project", attribution.Project);
        Add("customer", attribution.Customer);
        Add("cost_center", attribution.CostCenter);
        Add("environment", attribution.Environment);
        Add("feature", attribution.Feature);
        Add("user", attribution.User);
        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}
