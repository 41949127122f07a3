using GenOps.Functions.Tests.Isolation;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>A request and the status that it is answered with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="RequestAsync">Makes the request; what it needs beforehand it makes itself.</param>
internal sealed record Sample(int Status, Func<IsolationWorld, Task<HttpRequestMessage>> RequestAsync);
