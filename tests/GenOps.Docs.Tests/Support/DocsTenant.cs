using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace GenOps.Docs.Tests.Support;

/// <summary>The tenant of one document or example.</summary>
internal sealed record DocsTenant(string Name, string Key, string AdminKey, HttpClient Client)
{
    private readonly DateOnly _since = Today;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>What the documents tell a reader to set.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["GENOPS_URL"] = Client.BaseAddress!.GetLeftPart(UriPartial.Authority),
        ["GENOPS_TENANT"] = Name,
        ["GENOPS_KEY"] = Key,
        ["GENOPS_ADMIN_KEY"] = AdminKey,
        ["GENOPS_MODEL"] = null,
        ["GENOPS_CONFIG"] = Path.Combine(Path.GetTempPath(), $"genops-no-profiles-{Name}.json"),
        ["OPENAI_BASE_URL"] = null,
        ["NO_PROXY"] = "127.0.0.1",
        ["no_proxy"] = "127.0.0.1",
    };

    /// <summary>All entries of the ledger, over midnight too.</summary>
    public async Task<IReadOnlyList<JsonElement>> LedgerAsync()
    {
        var entries = new List<JsonElement>();
        for (var day = _since; day <= Today; day = day.AddDays(1))
        {
            string? cursor = null;
            do
            {
                var page = await Client.GetFromJsonAsync<JsonElement>(string.Create(
                    CultureInfo.InvariantCulture, $"genops/ledger/{day:yyyy-MM-dd}?limit=1000{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}"));
                entries.AddRange(page.GetProperty("data").EnumerateArray());
                cursor = page.GetProperty("next_cursor").GetString();
            }
            while (cursor is not null);
        }

        return entries;
    }

    /// <summary>What all of it cost.</summary>
    public async Task<long> CostNanoUsdAsync() => (await LedgerAsync()).Sum(static entry => entry.GetProperty("cost_nano_usd").GetInt64());
}
