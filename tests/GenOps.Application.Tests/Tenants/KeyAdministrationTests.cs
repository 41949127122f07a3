using GenOps.Application.Audit;
using GenOps.Application.Tenants;
using GenOps.Core.Audit;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tests.Tenants;

public sealed class KeyAdministrationTests : AdministrationTest
{
    [Fact]
    public async Task CreateAsync_Key_OpensItsTenantWithItsPins()
    {
        await PutAsync("acme", Daily(5));
        var end = World.Time.GetUtcNow().AddDays(1);

        var created = await CreateKeyAsync("acme", new NewKey("CI", "search", "ranker", end));

        await using var directory = World.Directory();
        var caller = await directory.AuthenticateAsync(created.Key, Token);
        Assert.Equal(("acme", created.Info.Id, "search", "ranker"), (caller!.Tenant, caller.KeyId, caller.PinnedTeam, caller.PinnedProject));
        var expected = new ApiKeyInfo(created.Info.Id, "acme", "CI", "search", "ranker", World.Time.GetUtcNow(), end, RevokedAt: null);
        Assert.Equal(expected, created.Info);
        Assert.Equal(expected, await Keys.GetAsync("acme", created.Info.Id, Token));
        World.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await directory.AuthenticateAsync(created.Key, Token));
    }

    [Fact]
    public async Task CreateAsync_UnknownOrDeletedTenant_IsNotFound()
    {
        Assert.IsType<CreateKeyResult.TenantNotFound>(await Keys.CreateAsync("acme", PlainKey, requestName: null, AuditTrail.Administrator, Token));
        Assert.IsType<CreateKeyResult.TenantNotFound>(await Keys.CreateAsync("../x", PlainKey, requestName: null, AuditTrail.Administrator, Token));
        await PutAsync("acme", Daily(5));
        await DeleteAsync("acme");

        Assert.IsType<CreateKeyResult.TenantNotFound>(await Keys.CreateAsync("acme", PlainKey, requestName: null, AuditTrail.Administrator, Token));
    }

    [Fact]
    public async Task CreateAsync_AtTheLimit_RefusesUntilOneIsRevoked()
    {
        Restart(new TenantOptions { MaxKeysPerTenant = 2 });
        await PutAsync("acme", Daily(5));
        var first = await CreateKeyAsync("acme");
        await CreateKeyAsync("acme");

        Assert.Equal(new CreateKeyResult.TooMany(2), await Keys.CreateAsync("acme", PlainKey, requestName: null, AuditTrail.Administrator, Token));
        Assert.True(await Keys.RevokeAsync("acme", first.Info.Id, AuditTrail.Administrator, Token));
        await CreateKeyAsync("acme");
    }

    [Fact]
    public async Task CreateAsync_SameRequestAgain_MakesNoSecondKey()
    {
        await PutAsync("acme", Daily(5));
        await PutAsync("other", Daily(5));
        var first = await CreateKeyAsync("acme", PlainKey, "request-1");

        var again = await Keys.CreateAsync("acme", PlainKey, "request-1", AuditTrail.Administrator, Token);

        Assert.Equal(new CreateKeyResult.AlreadyCreated(first.Info), again);
        var others = new[] { await CreateKeyAsync("acme", PlainKey, "request-2"), await CreateKeyAsync("other", PlainKey, "request-1") };
        Assert.Equal(3, others.Append(first).Select(created => created.Info.Id).Distinct().Count());
        Assert.Equal(2, (await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys.Count);
    }

    [Fact]
    public async Task RevokeAsync_Key_StopsWorkingEverywhereAndStaysKnown()
    {
        await PutAsync("acme", Daily(5));
        var created = await CreateKeyAsync("acme");
        await using var directory = World.Directory();
        Assert.NotNull(await directory.AuthenticateAsync(created.Key, Token));

        Assert.True(await Keys.RevokeAsync("acme", created.Info.Id, AuditTrail.Administrator, Token));
        Assert.True(await Keys.RevokeAsync("acme", created.Info.Id, AuditTrail.Administrator, Token));

        World.Time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Null(await directory.AuthenticateAsync(created.Key, Token));
        Assert.NotNull((await Keys.GetAsync("acme", created.Info.Id, Token))!.RevokedAt);
        Assert.Empty((await Keys.ListAsync("acme", cursor: null, 10, Token))!.Keys);
        Assert.Equal(["tenant.put", "key.create", "key.revoke"], (await AuditRowsAsync()).Select(row => row.Action));
    }

    [Fact]
    public async Task GetAndRevoke_ForeignKey_AreAsUnknown()
    {
        await PutAsync("acme", Daily(5));
        await PutAsync("other", Daily(5));
        var created = await CreateKeyAsync("acme");

        Assert.Null(await Keys.GetAsync("other", created.Info.Id, Token));
        Assert.False(await Keys.RevokeAsync("other", created.Info.Id, AuditTrail.Administrator, Token));
        Assert.False(await Keys.RevokeAsync("acme", "../../etc", AuditTrail.Administrator, Token));
        Assert.Null(await Keys.GetAsync("acme", NewApiKey.Create().Id, Token));
        Assert.Null(await Keys.ListAsync("nobody", cursor: null, 10, Token));
        await using var directory = World.Directory();
        Assert.NotNull(await directory.AuthenticateAsync(created.Key, Token));
    }

    [Fact]
    public async Task ListAsync_Pages_GiveEveryKeyOfTheTenantOnce()
    {
        await PutAsync("acme", Daily(5));
        await PutAsync("other", Daily(5));
        await CreateKeyAsync("other");
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            made.Add((await CreateKeyAsync("acme")).Info.Id);
        }

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Keys.ListAsync("acme", cursor, 2, Token))!;
            listed.AddRange(page.Keys.Select(key => key.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task DeleteAsync_Tenant_StopsItsKeysWithinFiveSeconds()
    {
        await PutAsync("acme", Daily(5));
        var created = await CreateKeyAsync("acme");
        await using var directory = World.Directory();
        Assert.NotNull(await directory.AuthenticateAsync(created.Key, Token));

        await DeleteAsync("acme");
        World.Time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Null(await directory.AuthenticateAsync(created.Key, Token));
        Assert.Null(await Keys.GetAsync("acme", created.Info.Id, Token));
    }

    [Fact]
    public async Task EveryAct_Rows_HoldNoSecret()
    {
        const string WebhookSecret = "T0P-S3CRET";
        await PutAsync("acme", new TenantDocument { Alerts = new AlertRules { WebhookUrl = "https://hooks.example/" + WebhookSecret + "?a=b" } });
        await PutAsync("acme", Daily(5));
        var created = await CreateKeyAsync("acme");
        await Keys.RevokeAsync("acme", created.Info.Id, AuditTrail.Administrator, Token);
        await DeleteAsync("acme");

        var partitions = new[] { AuditRow.Partition, ApiKeyRow.PartitionOf(created.Info.Id), TenantKeyRow.PartitionOf("acme"), TenantIndexRow.Partition };
        var rows = new List<Row>();
        foreach (var partition in partitions)
        {
            rows.AddRange((await World.Inner.Directory.QueryAsync(partition, "0", "~", 100, null, Token)).Rows.Select(stored => stored.Row));
        }

        var key = Assert.Single(rows.OfType<ApiKeyRow>());
        var secret = created.Key[^ApiKey.SecretCharacters..];
        var hash = key.SecretHash.ToArray();
        Assert.Equal(5, rows.OfType<AuditRow>().Count());
        Assert.All(rows, row => Assert.DoesNotContain(secret, row.ToString()));
        Assert.All(rows.OfType<AuditRow>(), row =>
        {
            var text = row.Before + row.After;
            Assert.DoesNotContain(WebhookSecret, text);
            Assert.DoesNotContain(Convert.ToHexString(hash), text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(hash), text);
        });
        Assert.DoesNotContain(secret, created.ToString());
    }
}
