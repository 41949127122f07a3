using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class EntityTests
{
    [Fact]
    public async Task Call_ReturnsResultsAndKeepsState()
    {
        await using var host = await StartAsync();

        var end = await host.RunAsync("Calls", new Ask[] { new("Deposit", 5), new("deposit", 7), new("GET", null) });

        Assert.Equal(["5", "12", "12"], end.ReadOutputAs<string[]>()!);
        var entity = await host.Client.Entities.GetEntityAsync<Account>(new EntityInstanceId("Wallet", "Key"));
        Assert.Equal(12, entity!.State.Balance);
        Assert.Equal("@wallet@Key", entity.Id.ToString());
    }

    [Fact]
    public async Task Call_OperationThrows_RollsBackStateAndMessages()
    {
        await using var host = await StartAsync();

        var end = await host.RunAsync("Calls", new Ask[] { new("Deposit", 5), new("Withdraw", 9), new("Get", null) });

        Assert.Equal(
            ["5", "@wallet@Key Withdraw System.InvalidOperationException too much", "5"], end.ReadOutputAs<string[]>()!);
        Assert.Null(await host.Client.Entities.GetEntityAsync(new EntityInstanceId("Wallet", "told")));
    }

    [Theory]
    [InlineData("Nothing", "System.NotSupportedException No suitable method found for entity operation 'wallet/Nothing'.")]
    [InlineData("Twice", "System.Reflection.AmbiguousMatchException")]
    [InlineData("Hidden", "System.NotSupportedException")]
    [InlineData("Deposit", "System.InvalidOperationException Entity operation 'wallet/Deposit' needs the input 'amount' and got none.")]
    public async Task Call_OperationThatCannotBe_Fails(string operation, string expected)
    {
        await using var host = await StartAsync();

        var end = await host.RunAsync("Calls", new Ask[] { new(operation, null) });

        Assert.StartsWith($"@wallet@Key {operation} {expected}", Assert.Single(end.ReadOutputAs<string[]>()!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("Clear")]
    public async Task Call_DeleteOrNullState_RemovesTheEntity(string operation)
    {
        await using var host = await StartAsync();

        await host.RunAsync("Calls", new Ask[] { new("Deposit", 5), new(operation, null) });

        Assert.Null(await host.Client.Entities.GetEntityAsync(new EntityInstanceId("Wallet", "Key")));
        Assert.Empty(await host.Client.Entities.GetAllEntitiesAsync(new EntityQuery { InstanceIdStartsWith = "Wallet@" }).ToListAsync());
        Assert.Equal(["3"], (await host.RunAsync("Calls", new Ask[] { new("Deposit", 3) })).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Call_OptionalParameters_AreSupplied()
    {
        await using var host = await StartAsync();

        var end = await host.RunAsync("Calls", new Ask[] { new("Describe", 4), new("Describe", null) });

        Assert.Equal(["@wallet@Key Describe 4", "@wallet@Key Describe 1"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Dispatch_InjectedClass_RunsWithItsServices()
    {
        await using var host = await DurableHost.StartAsync(
            static builder => builder.Services.AddSingleton(new Greeting("hello")), typeof(Greeter), typeof(Wallets));

        var end = await host.RunAsync("Greets");

        Assert.Equal("hello", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Signal_FromClientWithTime_RunsThen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Wallets));
        var id = new EntityInstanceId("Wallet", "Key");
        await host.Client.Entities.SignalEntityAsync(id, "Deposit", 1);
        var inAnHour = new SignalEntityOptions { SignalTime = time.GetUtcNow().AddHours(1) };
        await host.Client.Entities.SignalEntityAsync(id, "Deposit", 10, inAnHour);

        // A signal and another sender's call have no order; the one with a time is in neither balance.
        Assert.Contains(Assert.Single((await host.RunAsync("Calls", new Ask[] { new("Deposit", 100) })).ReadOutputAs<string[]>()!), (string[])["100", "101"]);
        time.Advance(TimeSpan.FromHours(1));

        await UntilBalanceAsync(host, id, 111);
        Assert.Equal(["112"], (await host.RunAsync("Calls", new Ask[] { new("Deposit", 1) })).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Signal_FromEntityWithTime_IsKeptByItsReceiverAndRunsThen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Wallets));

        await host.RunAsync("Calls", new Ask[] { new("TellLater", 60) });
        var told = await InboxOfAsync(host, "@wallet@told");
        Assert.Single(told);
        time.Advance(TimeSpan.FromMinutes(60));

        Assert.Equal(["2"], (await host.RunAsync("CallsTold", new Ask[] { new("Deposit", 1) })).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task ScheduleNewOrchestration_FromEntity_Runs()
    {
        await using var host = await StartAsync();

        await host.RunAsync("Calls", new Ask[] { new("Start", "started-by-entity") });

        Assert.Equal("[]", (await host.EndOfAsync("started-by-entity")).SerializedOutput);
    }

    [Fact]
    public async Task Signal_FromOrchestration_IsSent()
    {
        await using var host = await StartAsync();

        await host.RunAsync("Signals");

        Assert.Equal(["4"], (await host.RunAsync("Calls", new Ask[] { new("Deposit", 1) })).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task CleanEntityStorage_EmptyEntity_IsRemoved()
    {
        await using var host = await StartAsync();
        await host.RunAsync("Calls", new Ask[] { new("Deposit", 5), new("delete", null) });
        await host.UntilAtRestAsync("@wallet@Key");

        Assert.Equal(1, (await host.Client.Entities.CleanEntityStorageAsync()).EmptyEntitiesRemoved);
    }

    [Fact]
    public void EntityInstanceId_BadName_Throws() => Assert.Throws<ArgumentException>(static () => new EntityInstanceId("a@b", "k"));

    private static Task<DurableHost> StartAsync() => DurableHost.StartAsync(typeof(Wallets));

    private static async Task UntilBalanceAsync(DurableHost host, EntityInstanceId id, int balance)
    {
        using var changes = host.Services.GetRequiredService<InstanceWatch>().Subscribe(id.ToString());
        using var limit = new CancellationTokenSource(DurableHost.Limit);
        while (await host.Client.Entities.GetEntityAsync<Account>(id, cancellation: limit.Token) is not { } entity || entity.State.Balance != balance)
        {
            await changes.NextAsync(limit.Token);
        }
    }

    private static async Task<IReadOnlyList<HubMessage>> InboxOfAsync(DurableHost host, string instanceId)
    {
        var store = host.Services.GetRequiredService<IHubStore>();
        using var changes = host.Services.GetRequiredService<InstanceWatch>().Subscribe(instanceId);
        using var limit = new CancellationTokenSource(DurableHost.Limit);
        while (true)
        {
            if (await store.LoadAsync(instanceId, limit.Token) is { Inbox.Count: > 0 } found)
            {
                return found.Inbox;
            }

            await changes.NextAsync(limit.Token);
        }
    }

    public sealed record Ask(string Operation, object? Input);

    public sealed record Greeting(string Text);

    public sealed record Account
    {
        public int Balance { get; init; }
    }

    public sealed class Wallet : TaskEntity<Account?>
    {
        public int Deposit(int amount)
        {
            State = State! with { Balance = State.Balance + amount };
            return State.Balance;
        }

        public async Task<int> Withdraw(int amount, TaskEntityContext context)
        {
            await Task.Yield();
            State = State! with { Balance = State.Balance - amount };
            context.SignalEntity(new EntityInstanceId("Wallet", "told"), "Deposit", amount);
            return State.Balance >= 0 ? State.Balance : throw new InvalidOperationException("too much");
        }

        public ValueTask<int> Get() => new(State!.Balance);

        public void Clear() => State = null;

        public string Describe(TaskEntityOperation operation, TaskEntityContext context, int amount = 1) =>
            $"{context.Id} {operation.Name} {amount}";

        public void Start(string instanceId) =>
            Context.ScheduleNewOrchestration("Calls", Array.Empty<Ask>(), new StartOrchestrationOptions(instanceId));

        public void TellLater(int minutes, TaskEntityContext context) => context.SignalEntity(
            new EntityInstanceId("Wallet", "told"), "Deposit", 1, DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(minutes));

        public int Twice(int amount) => amount;

        public string Twice(string amount) => amount;

        internal int Hidden() => State!.Balance;

        protected override Account InitializeState(TaskEntityOperation entityOperation) => new();
    }

    public sealed class Greeter(Greeting greeting) : TaskEntity<int>
    {
        [Function("Greeter")]
        public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);

        public string Greet() => greeting.Text;
    }

    public static class Wallets
    {
        [Function("Wallet")]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Wallet>();

        [Function("Calls")]
        public static Task<string[]> CallAsync([OrchestrationTrigger] TaskOrchestrationContext context, Ask[] asks) =>
            CallAllAsync(context, new EntityInstanceId("Wallet", "Key"), asks);

        [Function("CallsTold")]
        public static Task<string[]> CallToldAsync([OrchestrationTrigger] TaskOrchestrationContext context, Ask[] asks) =>
            CallAllAsync(context, new EntityInstanceId("Wallet", "told"), asks);

        [Function("Signals")]
        public static async Task SignalAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.Entities.SignalEntityAsync(new EntityInstanceId("Wallet", "Key"), "Deposit", 3);
            Assert.False(context.Entities.InCriticalSection());
        }

        [Function("Greets")]
        public static Task<string> GreetAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Entities.CallEntityAsync<string>(new EntityInstanceId("Greeter", "x"), "greet");

        private static async Task<string[]> CallAllAsync(TaskOrchestrationContext context, EntityInstanceId id, Ask[] asks)
        {
            var results = new List<string>();
            foreach (var ask in asks)
            {
                try
                {
                    results.Add($"{await context.Entities.CallEntityAsync<object>(id, ask.Operation, ask.Input)}");
                }
                catch (EntityOperationFailedException failure)
                {
                    var details = failure.FailureDetails;
                    results.Add($"{failure.EntityId} {failure.OperationName} {details.ErrorType} {details.ErrorMessage}");
                }
            }

            return [.. results];
        }
    }
}
