using System.CommandLine;
using System.Text.Json;

namespace GenOps.Cli.Reports;

/// <summary>Lets the administrator at a tenant's report; without it the key's own tenant is shown.</summary>
internal static class TenantOption
{
    public static Option<string?> Create() => new("--tenant")
    {
        Description = "Show this tenant's, with the admin key. [default: the tenant of the key]", HelpName = "NAME",
    };

    /// <summary>A report by its name below <c>/genops</c> or below the tenant.</summary>
    public static Task<JsonElement> GetAsync(CommandContext context, string? tenant, string report, CancellationToken cancellationToken)
    {
        var (api, path) = Of(context, tenant, report);
        return api.GetAsync(path, cancellationToken);
    }

    public static (Api.GenOpsApi Api, string Path) Of(CommandContext context, string? tenant, string report) => tenant is null
        ? (context.Api, $"/genops/{report}")
        : (context.Admin, $"/genops/tenants/{Uri.EscapeDataString(tenant)}/{report}");
}
