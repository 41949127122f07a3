using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

public sealed class MemoryCommitTests : CommitContract
{
    private protected override Task<HubStores> OpenAsync() => MemoryHubs.OpenTwoAsync();
}

public sealed class MemoryBigCommitTests : BigCommitContract
{
    private protected override Task<HubStores> OpenAsync() => MemoryHubs.OpenTwoAsync();
}

public sealed class MemoryInboxTests : InboxContract
{
    private protected override Task<HubStores> OpenAsync() => MemoryHubs.OpenTwoAsync();
}

public sealed class MemoryLeaseTests : LeaseContract
{
    private protected override Task<HubStores> OpenAsync() => MemoryHubs.OpenTwoAsync();
}
