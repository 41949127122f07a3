using System.Globalization;
using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Audit;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tests.Tenants;

/// <summary>An administrator at work on storage that can fail.</summary>
public abstract class AdministrationTest
{
    private protected AdministrationTest() => Restart(new TenantOptions());

    private protected TenantFixture World { get; } = new();

    private protected AuditTrail Audit { get; private set; } = null!;

    private protected TenantAdministration Tenants { get; private set; } = null!;

    private protected KeyAdministration Keys { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static NewKey PlainKey { get; } = new(Name: null, Team: null, Project: null, ExpiresAt: null);

    /// <summary>A new process over the same storage.</summary>
    private protected void Restart(TenantOptions options)
    {
        Audit = new AuditTrail(World.Stores, World.Time);
        Tenants = new TenantAdministration(World.Stores, Audit, World.Time);
        Keys = new KeyAdministration(World.Stores, Audit, options, World.Time);
    }

    private protected Task<PutTenantResult> PutAsync(string tenant, TenantDocument document, string? ifMatch = null) =>
        Tenants.PutAsync(tenant, document, VersionCondition.IfMatch(ifMatch), AuditTrail.Administrator, Token);

    private protected Task<DeleteTenantResult> DeleteAsync(string tenant, string? ifMatch = null) =>
        Tenants.DeleteAsync(tenant, VersionCondition.IfMatch(ifMatch), AuditTrail.Administrator, Token);

    private protected async Task<CreateKeyResult.Created> CreateKeyAsync(string tenant, NewKey? asked = null, string? requestName = null) =>
        Assert.IsType<CreateKeyResult.Created>(await Keys.CreateAsync(tenant, asked ?? PlainKey, requestName, AuditTrail.Administrator, Token));

    private protected async Task<IReadOnlyList<AuditRow>> AuditRowsAsync() =>
        (await new AuditTrail(World.Inner, World.Time).ListAsync(from: null, cursor: null, AuditTrail.MaxPageRows, CancellationToken.None)).Rows;

    private protected async Task<(HeadRow Head, LimitsRow Limits)> AccountAsync(string tenant) => (
        (HeadRow)(await World.Inner.Accounts.GetAsync(tenant, HeadRow.Key, CancellationToken.None))!.Row,
        (LimitsRow)(await World.Inner.Accounts.GetAsync(tenant, LimitsRow.Key, CancellationToken.None))!.Row);

    private protected static TenantDocument Daily(long nanoUsd) => new() { DailyLimitNanoUsd = nanoUsd };

    private protected static TenantDocument Largest() => new()
    {
        Teams = new Dictionary<string, TeamRules>
        {
            [new string('t', ScopeName.MaxCharacters)] = new()
            {
                Projects = Enumerable.Range(0, DocumentLimits.MaxScopes - 1).ToDictionary(
                    number => number.ToString(CultureInfo.InvariantCulture).PadLeft(ScopeName.MaxCharacters, 'p'),
                    _ => new ProjectRules { DailyLimitNanoUsd = 9_000_000_000_000_000_000, MonthlyLimitNanoUsd = 9_000_000_000_000_000_000 }),
            },
        },
        AllowedModels = Models('a'),
        DeniedModels = Models('d'),
        Defaults = new AttributeDefaults { Customer = new string('\u00e9', 256), Feature = new string('\u00e9', 256) },
    };

    private static List<string> Models(char letter) => [.. Enumerable.Range(0, DocumentLimits.MaxModels)
        .Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(DocumentLimits.MaxModelCharacters, letter))];
}
