using System.Globalization;
using GenOps.Application.Tenants;

namespace GenOps.Application.Tests.Tenants;

/// <summary>Administrators who act at the same moment.</summary>
public sealed class ConcurrentAdministrationTests : AdministrationTest
{
    private const int Writers = 16;

    [Fact]
    public async Task PutAsync_ManyAtOnce_AreOneCreationAndChangesOneAfterAnother()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, Writers).Select(limit => Task.Run(() => PutAsync("acme", Daily(limit)))));

        Assert.Single(results.OfType<PutTenantResult.Created>());
        var versions = results.OfType<PutTenantResult.Changed>().Select(changed => changed.Tenant.Version).Append(1);
        Assert.Equal(Enumerable.Range(1, Writers).Select(version => (long)version), versions.Order());
        var (head, limits) = await AccountAsync("acme");
        Assert.Equal((Writers, Writers), ((int)head.LimitsVersion, (int)limits.Version));
    }

    [Fact]
    public async Task PutAsync_ManyAtOnce_LeaveOneAuditRowEachAndAChainWithoutGaps()
    {
        await Task.WhenAll(Enumerable.Range(1, Writers).Select(limit => Task.Run(() => PutAsync("acme", Daily(limit)))));

        var rows = (await AuditRowsAsync()).ToDictionary(row => row.After!, row => row.Before);
        Assert.Equal(Writers, rows.Count);
        for (var version = Writers; version > 0; version--)
        {
            var start = string.Create(CultureInfo.InvariantCulture, $"{{\"version\":{version},");
            var after = Assert.Single(rows.Keys, text => text.StartsWith(start, StringComparison.Ordinal));
            Assert.Equal(version == 1, rows[after] is null);
            Assert.True(rows[after] is null || rows.ContainsKey(rows[after]!), $"Version {version} replaced a document that was never in force.");
        }
    }

    [Fact]
    public async Task PutAsync_ManyWithTheSameCondition_OnlyOneSucceeds()
    {
        await PutAsync("acme", Daily(1));

        var results = await Task.WhenAll(Enumerable.Range(1, Writers).Select(limit => Task.Run(() => PutAsync("acme", Daily(limit), "\"1\""))));

        Assert.Single(results.OfType<PutTenantResult.Changed>());
        Assert.Equal(Writers - 1, results.OfType<PutTenantResult.PreconditionFailed>().Count());
        Assert.Equal(2, (await AuditRowsAsync()).Count);
    }

    [Fact]
    public async Task DeleteAsync_WhileOthersPut_EndsWithTheTenantGone()
    {
        await PutAsync("acme", Daily(1));

        var puts = Enumerable.Range(1, Writers).Select(limit => Task.Run<object>(async () => await PutAsync("acme", Daily(limit))));
        var results = await Task.WhenAll(puts.Append(Task.Run<object>(async () => await DeleteAsync("acme"))));

        Assert.Single(results.OfType<DeleteTenantResult.Deleted>());
        Assert.All(results.Where(result => result is not DeleteTenantResult.Deleted), result =>
            Assert.True(result is PutTenantResult.Changed or PutTenantResult.NameUsedByDeleted, result.ToString()));
        Assert.Null(await Tenants.GetAsync("acme", Token));
        Assert.IsType<PutTenantResult.NameUsedByDeleted>(await PutAsync("acme", Daily(1)));
    }
}
