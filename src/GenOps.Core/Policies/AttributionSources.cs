using GenOps.Core.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Core.Policies;

/// <summary>Where a call's attribution comes from, the most binding first.</summary>
/// <param name="PinnedTeam">Team of the key.</param>
/// <param name="PinnedProject">Project of the key.</param>
/// <param name="Headers">What the request's headers say.</param>
/// <param name="Body">What the body's metadata says.</param>
/// <param name="Defaults">What the tenant says.</param>
public readonly record struct AttributionSources(
    string? PinnedTeam, string? PinnedProject, RequestMetadata Headers, RequestMetadata Body, AttributeDefaults Defaults);
