using System.Globalization;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Isolation;
using GenOps.Functions.Tests.Support;
using static GenOps.Functions.Tests.Pages.Description.Requests;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>What the administrator's key opens.</summary>
internal static class AdministrationSamples
{
    private const string FullDocument = """
        {"policy":"strict","daily_limit_usd":"10.00","monthly_limit_usd":null,"teams":{"search":{"daily_limit_usd":"5","monthly_limit_usd":null,"projects":{"ranker":{"daily_limit_usd":"1"}}}},
         "allowed_models":["openai/gpt-oss-20b"],"denied_models":[],"required_attributes":["customer"],"default_max_tokens":100,"max_tokens_cap":200,"max_cost_per_call_usd":"1",
         "requests_per_minute":60,"tokens_per_minute":null,"max_concurrency":5,"fallback_models":["openai/gpt-oss-20b"],"on_pressure":{"at_utilization":0.5,"use_model":"openai/gpt-oss-20b"},
         "alerts":{"thresholds":[0.5,1],"webhook_url":"https://example.com/hook"},"defaults":{"team":"search","project":"ranker","environment":"production"}}
        """;

    private static readonly string Today = GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static readonly string Correction = $$"""{"amount_usd":"-0.25","reason":"described","date":"{{Today}}"}""";

    private static int _doomed;

    public static Dictionary<string, Sample[]> All { get; } = new()
    {
        ["listTenants"] = [Get(200, "genops/tenants"), Get(200, "genops/tenants?limit=1"), Get(400, "genops/tenants?limit=101")],
        ["putTenant"] =
        [
            Put(201, static _ => "genops/tenants/described", FullDocument),
            Put(200, static _ => "genops/tenants/described", "{}"),
            Put(400, static _ => "genops/tenants/described", """{"daily_limit":"10"}"""),
            Put(412, static _ => "genops/tenants/described", "{}", ("If-Match", "\"99\"")),
        ],
        ["getTenant"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}"), Get(404, "genops/tenants/nobody")],
        ["deleteTenant"] =
        [
            After(204, static async world =>
            {
                // A name is never used again, and the request may be made more than once.
                var doomed = string.Create(CultureInfo.InvariantCulture, $"genops/tenants/doomed-{Interlocked.Increment(ref _doomed)}");
                await AskAsync(world.OfAdministrator, HttpMethod.Put, doomed, "{}");
                return Message(HttpMethod.Delete, doomed);
            }),
            Delete(404, static _ => "genops/tenants/nobody"),
        ],
        ["createKey"] =
        [
            Post(201, static ids => $"genops/tenants/{ids.Tenant}/keys", static _ => """{"name":"described","team":"search","expires_at":"2099-01-01T00:00:00Z"}""", ("Idempotency-Key", "described")),
            Post(201, static ids => $"genops/tenants/{ids.Tenant}/keys", static _ => ""),
            Post(409, static ids => $"genops/tenants/{ids.Tenant}/keys", static _ => """{"name":"described","team":"search","expires_at":"2099-01-01T00:00:00Z"}""", ("Idempotency-Key", "described")),
            Post(404, "genops/tenants/nobody/keys", "{}"),
        ],
        ["listKeys"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}/keys"), Get(404, "genops/tenants/nobody/keys")],
        ["getKey"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}/keys/{ids.Key}"), Get(404, static ids => $"genops/tenants/{ids.Tenant}/keys/none")],
        ["revokeKey"] =
        [
            After(204, static async world => Message(
                HttpMethod.Delete, $"genops/tenants/stranger/keys/{FilesApp.Text(await AskAsync(world.OfAdministrator, HttpMethod.Post, "genops/tenants/stranger/keys"), "id")}")),
            Delete(404, static _ => "genops/tenants/stranger/keys/none"),
        ],
        ["getTenantSummary"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}/summary"), Get(404, "genops/tenants/nobody/summary")],
        ["getTenantUsage"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}/usage?group_by=team,day"), Get(400, static ids => $"genops/tenants/{ids.Tenant}/usage?from=2026-02-30")],
        ["getTenantLedger"] = [Get(200, static ids => $"genops/tenants/{ids.Tenant}/ledger/{Today}"), Get(404, "genops/tenants/nobody/ledger/2026-01-01")],
        ["postAdjustment"] =
        [
            Post(201, static ids => $"genops/tenants/{ids.Tenant}/adjustments", static _ => Correction, ("Idempotency-Key", "described")),
            Post(201, static ids => $"genops/tenants/{ids.Tenant}/adjustments", static _ => Correction, ("Idempotency-Key", "described")),
            Post(422, static ids => $"genops/tenants/{ids.Tenant}/adjustments", static _ => Correction.Replace("described", "another", StringComparison.Ordinal), ("Idempotency-Key", "described")),
            Post(400, static ids => $"genops/tenants/{ids.Tenant}/adjustments", static _ => Correction),
        ],
        ["rotateWebhookSecret"] = [Post(201, static ids => $"genops/tenants/{ids.Tenant}/webhook-secret", static _ => ""), Post(404, "genops/tenants/nobody/webhook-secret", "")],
        ["listPrices"] = [Get(200, "genops/prices"), Get(401, "genops/prices", ("x-api-key", "nonsense"))],
        ["putPrice"] =
        [
            Put(200, static _ => "genops/prices", """{"model":"described/model","input_usd_per_million":"0.1","output_usd_per_million":"0.2","context_length":1000,"capabilities":["chat"]}"""),
            Put(400, static _ => "genops/prices", """{"model":"described/other"}"""),
        ],
        ["listAudit"] = [Get(200, "genops/audit"), Get(200, $"genops/audit?from={Today}&limit=1"), Get(400, "genops/audit?from=yesterday")],
        ["getDiagnostics"] = [Get(200, "genops/diagnostics"), Get(200, "genops/diagnostics?collect=true"), Get(400, "genops/diagnostics?collect=yes")],
    };
}
