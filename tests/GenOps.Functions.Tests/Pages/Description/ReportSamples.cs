using System.Globalization;
using GenOps.Functions.Tests.Support;
using static GenOps.Functions.Tests.Pages.Description.Requests;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>Sessions, reports and prices for a tenant, and what needs no key.</summary>
internal static class ReportSamples
{
    private const string EveryGroup = "genops/usage?group_by=team,project,model,customer,cost_center,environment,feature,day";

    private static readonly string Today = GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Dictionary<string, Sample[]> All { get; } = new()
    {
        ["startSession"] =
        [
            Post(201, "genops/sessions", """{"name":"described","idle_timeout_seconds":60,"team":"search","attributes":{"experiment":"b"}}"""),
            Post(201, "genops/sessions", ""),
            Post(400, "genops/sessions", """{"naem":"a typo"}"""),
            Post(413, _ => "genops/sessions", static _ => new string(' ', 65 * 1024)),
        ],
        ["listSessions"] = [Get(200, "genops/sessions"), Get(200, "genops/sessions?status=ended&limit=1"), Get(400, "genops/sessions?status=old")],
        ["getSession"] = [Get(200, static ids => $"genops/sessions/{ids.ActiveSession}"), Get(404, "genops/sessions/none")],
        ["endSession"] = [Post(200, static ids => $"genops/sessions/{ids.EndedSession}/end", static _ => ""), Post(404, "genops/sessions/none/end", "")],
        ["getSummary"] = [Get(200, "genops/summary"), Get(401, "genops/summary", ("x-api-key", "nonsense"))],
        ["getUsage"] =
        [
            Get(200, "genops/usage"), Get(200, EveryGroup), Get(200, "genops/usage?format=csv&group_by=team"), Get(200, "genops/usage?format=focus"),
            Get(400, "genops/usage?group_by=mood"),
        ],
        ["getLedger"] = [Get(200, $"genops/ledger/{Today}"), Get(200, $"genops/ledger/{Today}?limit=1"), Get(200, "genops/ledger/2026-01-01"), Get(400, "genops/ledger/yesterday")],
        ["getBudget"] = [Get(200, "genops/budget"), Get(401, "genops/budget", ("x-api-key", "nonsense"))],
        ["listPricedModels"] = [Get(200, "genops/models"), Get(401, "genops/models", ("x-api-key", "nonsense"))],
        ["compareModels"] = [Get(200, "genops/models/compare"), Get(200, "genops/models/compare?models=openai/gpt-oss-20b&output_tokens=1"), Get(400, "genops/models/compare?models=none")],
        ["estimate"] =
        [
            Post(200, "genops/estimate", """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hello."}],"count":2}"""),
            Post(200, "genops/estimate", """{"operations":[{"model":"openai/gpt-oss-20b","input_tokens":10},{"model":"openai/gpt-oss-20b","prompt":"Hello.","max_tokens":5}]}"""),
            Post(400, "genops/estimate", """{"model":"openai/gpt-oss-20b"}"""),
        ],
        ["recommend"] =
        [
            Post(200, "genops/recommend", """{"use_case":"code_generation","complexity":"low","budget_usd_per_call":"0.01","min_context_length":1000,"needs":["code"]}"""),
            Post(400, "genops/recommend", """{"use_case":"poetry"}"""),
        ],
        ["analyze"] =
        [
            Post(200, "genops/analysis", """{"model":"openai/gpt-oss-120b","operations_per_day":1000,"input_tokens":1000,"output_tokens":100,"days":7}"""),
            Post(400, "genops/analysis", """{"model":"openai/gpt-oss-120b"}"""),
        ],
        ["getHealth"] = [Get(200, "healthz")],
        ["getReadiness"] = [Get(200, "readyz")],
        ["getDescription"] = [Get(200, "openapi.json")],
        ["getReference"] = [Get(200, "reference")],
        ["getDashboard"] = [Get(200, "dashboard")],
        ["getAsset"] = [Get(200, "assets/shared/base.css"), Get(200, "assets/dashboard/main.js"), Get(200, "assets/shared/icon.svg"), Get(404, "assets/none")],
    };
}
