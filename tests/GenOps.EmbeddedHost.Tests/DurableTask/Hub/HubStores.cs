using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>Two processes' views of one new hub.</summary>
internal sealed record HubStores(IHubStore First, IHubStore Second);
