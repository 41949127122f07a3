namespace GenOps.Functions.Tests.Isolation;

/// <summary>How a stranger goes at a route.</summary>
/// <param name="Access">Who may use the route.</param>
/// <param name="Requests">The requests that name what ids there are; the same ones, whatever the ids, where the route takes none.</param>
internal sealed record Attack(Access Access, Func<Ids, IEnumerable<HttpRequestMessage>> Requests);
