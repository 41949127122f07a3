using GenOps.Attack.World;

namespace GenOps.Attack.Auditing;

/// <summary>Brings a world to rest and collects what there is to know of it.</summary>
internal static class EvidenceReader
{
    private const int Rounds = 1_200;
    private const int RoundsBetweenLooks = 20;
    private const int MaxLooks = 6;
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>All storage is well from here on; the clock goes on until the leases of crashed instances have run out.</summary>
    public static async Task<Evidence> ReadAsync(AttackWorld world)
    {
        foreach (var instance in world.Alive)
        {
            instance.Heal();
        }

        var reports = new List<TenantReport>();
        IReadOnlyDictionary<string, (long Input, long Output)>? prices = null;
        foreach (var tenant in world.Tenants)
        {
            using var client = world.Alive[0].Client(tenant.Key);
            var reader = new ReportReader(client, tenant);
            prices ??= await reader.PricesAsync();
            await RestAsync(world, tenant, reader);
            reports.Add(await reader.ReadAsync(world.FirstDay, world.Today));
        }

        return new Evidence
        {
            Calls = [.. world.Calls],
            Bills = [.. world.Simulator.Books.ReadCalls().Where(static entry => entry.User is not null).Select(entry => new Bill(
                entry.User!, entry.Model, CostNanoUsd(prices![entry.Model], entry.PromptTokens, entry.CompletionTokens)))],
            Tenants = reports,
        };
    }

    // Somebody must look at the account for a crashed instance's lease to be closed; a call does.
    private static async Task RestAsync(AttackWorld world, AttackTenant tenant, ReportReader reader)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if ((await reader.ScopesAsync()).All(static scope => scope.HeldNanoUsd == 0))
            {
                return;
            }

            if (round % RoundsBetweenLooks == RoundsBetweenLooks - 1 && round < RoundsBetweenLooks * MaxLooks)
            {
                world.Time.JumpTo(world.Time.GetUtcNow() + Jump);
                await world.CallAsync(world.Alive[0], tenant, new CallShape { MaxTokens = 1 });
            }

            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    // A price is per million tokens; a call's cost is rounded up once.
    private static long CostNanoUsd((long Input, long Output) price, long inputTokens, long outputTokens) =>
        ((inputTokens * price.Input) + (outputTokens * price.Output) + 999_999) / 1_000_000;
}
