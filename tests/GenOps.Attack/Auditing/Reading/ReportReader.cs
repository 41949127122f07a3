using System.Globalization;
using System.Text.Json;
using GenOps.Attack.World;

namespace GenOps.Attack.Auditing;

/// <summary>Reads everything that the API tells of one tenant.</summary>
internal sealed class ReportReader(HttpClient client, AttackTenant tenant)
{
    public async Task<TenantReport> ReadAsync(DateOnly from, DateOnly to)
    {
        var entries = new List<LedgerLine>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await foreach (var entry in PagesAsync($"genops/ledger/{Text(day)}?limit=1000"))
            {
                entries.Add(Line(day, entry));
            }
        }

        var usage = await GetAsync($"genops/usage?from={Text(from)}&to={Text(to)}&group_by=team");
        return new TenantReport
        {
            Tenant = tenant,
            Entries = entries,
            Scopes = await ScopesAsync(),
            UsageNanoUsd = usage.GetProperty("totals").NanoUsd("cost_usd"),
            UsageByTeamNanoUsd = usage.GetProperty("rows").EnumerateArray()
                .ToDictionary(static row => row.GetProperty("team").GetString() ?? "", static row => row.NanoUsd("cost_usd")),
            SessionsNanoUsd = await SessionsAsync("active") + await SessionsAsync("ended"),
        };
    }

    /// <summary>Every scope and window.</summary>
    public async Task<IReadOnlyList<ScopeLine>> ScopesAsync() => [.. (await GetAsync("genops/budget")).GetProperty("scopes").EnumerateArray().Select(static scope =>
        new ScopeLine(
            scope.GetProperty("scope").GetString()!,
            scope.GetProperty("window").GetString()!,
            scope.NanoUsdOrNull("limit_usd"),
            scope.NanoUsd("spent_usd"),
            scope.NanoUsd("held_usd")))];

    /// <summary>Prices by model, nano-dollars per million tokens, input and output.</summary>
    public async Task<IReadOnlyDictionary<string, (long Input, long Output)>> PricesAsync() => (await GetAsync("genops/models")).GetProperty("data").EnumerateArray()
        .ToDictionary(static model => model.GetProperty("model").GetString()!, static model => (model.NanoUsd("input_usd_per_million"), model.NanoUsd("output_usd_per_million")));

    private async Task<long> SessionsAsync(string status)
    {
        var sum = 0L;
        await foreach (var session in PagesAsync($"genops/sessions?status={status}"))
        {
            sum += session.NanoUsd("cost_usd");
        }

        return sum;
    }

    private static LedgerLine Line(DateOnly day, JsonElement entry)
    {
        var attributes = entry.GetProperty("attributes");
        return new LedgerLine
        {
            Day = day,
            EntryId = entry.GetProperty("entry_id").GetString()!,
            RequestId = entry.GetProperty("request_id").GetString()!,
            Attempt = entry.GetProperty("attempt").GetInt32(),
            Kind = entry.GetProperty("kind").GetString()!,
            Status = entry.GetProperty("status").GetString()!,
            User = Attribute("user"),
            Team = Attribute("team"),
            Project = Attribute("project"),
            SessionId = entry.GetProperty("session_id").GetString(),
            CostNanoUsd = entry.GetProperty("cost_nano_usd").GetInt64(),
            HeldNanoUsd = entry.GetProperty("held_nano_usd").GetInt64(),
            IsEstimated = entry.GetProperty("estimated").GetBoolean(),
        };

        string? Attribute(string name) => attributes.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private async IAsyncEnumerable<JsonElement> PagesAsync(string path)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            foreach (var item in page.GetProperty("data").EnumerateArray())
            {
                yield return item;
            }

            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new HttpRequestException($"{path}: {answer.StatusCode} {text}");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
