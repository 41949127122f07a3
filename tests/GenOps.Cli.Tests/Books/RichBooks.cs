using System.Net.Http.Json;

namespace GenOps.Cli.Tests.Books;

/// <summary>A tenant with calls of every kind: of teams and projects, in a session, retried, in doubt, streamed, in a batch, corrected.</summary>
internal sealed record RichBooks(string Tenant, string Key, string Session)
{
    private static int _ids;

    public static async Task<RichBooks> MakeAsync(BooksApp app)
    {
        var (tenant, key) = await app.TenantAsync(new
        {
            policy = "enforced", daily_limit_usd = "100", teams = new { search = new { daily_limit_usd = "50", projects = new { ranker = new { daily_limit_usd = "20" } } } },
        });
        var session = (await app.SendAsync(HttpMethod.Post, "genops/sessions", key, JsonContent.Create(new { name = "s" }))).GetProperty("id").GetString()!;
        (string, string) team = ("x-genops-team", "search");
        (string, string) project = ("x-genops-project", "ranker");
        await app.ChatAsync(key);
        await app.ChatAsync(key, "", stream: true, team);
        await app.ChatAsync(key, "", stream: false, team, project, ("x-genops-session-id", session));
        await app.ChatAsync(key, Once("503,retry_after=0"), stream: false, team, project);
        await app.ChatAsync(key, Once("500"), stream: false, ("x-genops-session-id", session));
        await app.ChatAsync(key, "", stream: false, ("x-genops-team", "undeclared"));
        await app.BatchAsync(key, items: 7, static item => item == 2 ? Once("500") : "");
        var today = BooksApp.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await app.SendAsync(
            HttpMethod.Post, $"genops/tenants/{tenant}/adjustments", BooksApp.AdminKey, JsonContent.Create(new { amount_usd = "-0.000001000", reason = "r", date = today }));
        await app.RestAsync(tenant);
        return new RichBooks(tenant, key, session);
    }

    /// <summary>A marker for a fault of a call's first attempt only.</summary>
    public static string Once(string fault) => $"[[sim:fault={fault},times=1,id=cli-{Interlocked.Increment(ref _ids)}]]";
}
