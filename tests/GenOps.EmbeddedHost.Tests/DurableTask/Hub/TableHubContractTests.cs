namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

public sealed class TableCommitTests(TableHubFixture hubs) : CommitContract
{
    private protected override Task<HubStores> OpenAsync() => hubs.OpenTwoAsync();
}

public sealed class TableBigCommitTests(TableHubFixture hubs) : BigCommitContract
{
    private protected override Task<HubStores> OpenAsync() => hubs.OpenTwoAsync();
}

public sealed class TableInboxTests(TableHubFixture hubs) : InboxContract
{
    private protected override Task<HubStores> OpenAsync() => hubs.OpenTwoAsync();
}

public sealed class TableLeaseTests(TableHubFixture hubs) : LeaseContract
{
    private protected override Task<HubStores> OpenAsync() => hubs.OpenTwoAsync();
}
