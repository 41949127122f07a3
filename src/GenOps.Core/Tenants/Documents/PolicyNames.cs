using System.Diagnostics;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Policies as documents and answers name them.</summary>
public static class PolicyNames
{
    /// <summary>The policy's name.</summary>
    public static string Format(PolicyMode policy) => policy switch
    {
        PolicyMode.Advisory => "advisory",
        PolicyMode.Enforced => "enforced",
        PolicyMode.Strict => "strict",
        _ => throw new UnreachableException(),
    };

    /// <summary>The policy of a name; false when there is none.</summary>
    public static bool TryParse(string name, out PolicyMode policy)
    {
        foreach (var candidate in Enum.GetValues<PolicyMode>())
        {
            if (string.Equals(Format(candidate), name, StringComparison.Ordinal))
            {
                policy = candidate;
                return true;
            }
        }

        policy = default;
        return false;
    }
}
