using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Audit;
using GenOps.Core.Budgets;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Rates;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Rows of every type: with nothing optional, with everything, and with text that breaks careless code.</summary>
internal static class RowSamples
{
    /// <summary>
    /// Emoji, quotes, markup, JSON, control characters, line ends, composed letters, text that looks like another type, SQL.
    /// </summary>
    public const string Hostile =
        "😀👩‍👩‍👧 \"'`<&>\\/#?%+ {\"a\":[1]}" + " \u0001\u0008\t\r\n\u001f\u007f\u0085\u2028\ufeff\ufffd é\u0301 ' or 1 eq 1 -- 2026-11-24T07:45:00Z";

    private static readonly DateTimeOffset At = new(2026, 11, 24, 7, 45, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 24);

    /// <summary>All samples by name.</summary>
    public static IReadOnlyDictionary<string, Row> All { get; } = Build();

    public static EntryRow Entry(int number, long costNanoUsd = 12_340) => new()
    {
        Day = Day,
        EntryId = EntryId(number),
        RequestId = "01JDRQ4V5K8T2M3N6P7R9S0" + number.ToString("D3", CultureInfo.InvariantCulture),
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = At.AddTicks(number),
        Path = "search.ranker",
        Attribution = new Attribution
        {
            Team = "search",
            Project = "ranker",
            Customer = "acme-gmbh",
            CostCenter = "cc-4711",
            Environment = "production",
            Feature = "autocomplete",
            User = "user-8842",
            Tags = "release=2026-11,variant=b",
        },
        SessionId = "sess-01JDRQ4V5K8T2M3N6P7R9S0",
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        PriceVersion = "2026-10-07",
        InputTokens = 1_234,
        OutputTokens = 256,
        CostNanoUsd = costNanoUsd,
        HeldNanoUsd = 98_765,
        Status = EntryStatus.Succeeded,
        ProviderMicroseconds = 312_400,
        OverheadMicroseconds = 210,
    };

    public static string EntryId(int number) => string.Create(CultureInfo.InvariantCulture, $"01JDRQ4V5K8T2M3N6P{number:D8}");

    private static Dictionary<string, Row> Build()
    {
        var samples = new Dictionary<string, Row>();
        AddLedger(samples);
        AddSessions(samples);
        AddAccount(samples);
        BatchRowSamples.Add(samples);
        AddDirectory(samples);
        FileSamples.AddTo(samples, At, FullEntry().Attribution);
        return samples;
    }

    private static void AddLedger(Dictionary<string, Row> samples)
    {
        samples["entry, bare"] = new EntryRow
        {
            Day = Day.AddDays(1),
            EntryId = "bare",
            RequestId = string.Empty,
            Attempt = 0,
            Kind = EntryKind.Chat,
            At = DateTimeOffset.MinValue,
            Path = BudgetPath.Tenant,
            Attribution = Attribution.None,
            CostNanoUsd = 0,
            Status = EntryStatus.Succeeded,
        };
        samples["entry, full"] = FullEntry();
        samples["entry, hostile"] = FullEntry() with
        {
            EntryId = "hostile",
            RequestId = "request " + Hostile,
            Path = "path " + Hostile,
            CustomId = "line " + Hostile,
            Reason = "reason " + Hostile,
        };
        var bare = new RollupKey(Day, null, null, null, null, null, null, null);
        var full = new RollupKey(Day.AddDays(1), "search", "ranker", "model/a", "acme", "cc", "production", Hostile);
        samples["roll-up, bare"] = new RollupRow(bare, RollupRow.FoldedOwner, RollupRow.HashOf(bare), default, LatencyHistogram.Empty);
        samples["roll-up, full"] = new RollupRow(full, "owner-1", RollupRow.HashOf(full), FullTally, Latency(0, 40, long.MaxValue));
        samples["session, bare"] = new SessionPartialRow("bare", "o", new Dictionary<string, Tally>(), LatencyHistogram.Empty, At, At);
        samples["session, full"] = new SessionPartialRow(
            "full",
            "owner-1",
            new Dictionary<string, Tally> { ["model/a"] = FullTally, [Hostile] = default },
            Latency([.. Enumerable.Range(1, 40)]),
            At.AddDays(1),
            At.AddDays(2));
    }

    private static void AddSessions(Dictionary<string, Row> samples)
    {
        samples["session start, bare"] = new SessionRow
        {
            SessionId = "01JDRQ4V5K8T2M3N6P7R9S0A1B", Attributes = Attribution.None, StartedAt = At, IdleTimeoutSeconds = 1,
        };
        samples["session start, full"] = new SessionRow
        {
            SessionId = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            Name = Hostile,
            Attributes = FullEntry().Attribution,
            StartedAt = At.AddTicks(1),
            IdleTimeoutSeconds = int.MaxValue,
            EndedAt = At.AddDays(1),
        };
    }

    private static Tally FullTally => new()
    {
        Operations = 1,
        Failures = 2,
        Refusals = 3,
        InputTokens = 4,
        CachedTokens = 5,
        OutputTokens = 6,
        ReasoningTokens = 7,
        OutputTokenBound = 1_024,
        CostNanoUsd = long.MinValue,
        InDoubtNanoUsd = long.MaxValue,
        ProviderMicroseconds = 8,
    };

    private static EntryRow FullEntry() => Entry(1, -long.MaxValue) with
    {
        At = DateTimeOffset.MaxValue,
        Attempt = int.MaxValue,
        BatchId = "batch-1",
        CustomId = "line-1",
        InputTokens = long.MaxValue,
        CachedTokens = 1,
        ReasoningTokens = 2,
        OutputTokenBound = 64,
        Estimated = true,
        Overage = true,
        Kind = EntryKind.InDoubtRelease,
        Status = EntryStatus.InDoubt,
        ForDate = DateOnly.MinValue,
        Reason = "because",
    };

    private static void AddAccount(Dictionary<string, Row> samples)
    {
        samples["head, new"] = new HeadRow(1, 0);
        samples["head"] = new HeadRow(long.MaxValue, 3);
        samples["window, tenant"] = new WindowRow(BudgetWindow.MonthOf(Day), BudgetPath.Tenant, long.MaxValue, 0);
        samples["window, project"] = new WindowRow(BudgetWindow.DayOf(Day), "search.ranker", -1, long.MinValue, ScopesVersion: 7);
        samples["lease, bare"] = new LeaseRow
        {
            LeaseId = "bare",
            Owner = "o",
            Path = string.Empty,
            Day = Day,
            ScopesVersion = 0,
            GrantedNanoUsd = 0,
            SettledNanoUsd = 0,
            FoldedNanoUsd = 0,
            Seq = 0,
        };
        samples["lease, full"] = new LeaseRow
        {
            LeaseId = "full",
            Owner = Hostile,
            Path = "search",
            Day = DateOnly.MaxValue,
            ScopesVersion = 1,
            GrantedNanoUsd = 2,
            SettledNanoUsd = 3,
            FoldedNanoUsd = 4,
            Seq = 5,
            Closed = true,
            InDoubtLeftNanoUsd = 6,
        };
        samples["limits, bare"] = new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument() };
        samples["limits, full"] = TenantSamples.FullLimits();
        samples["limits, 500 scopes"] = TenantSamples.LimitsWithScopes(500);
        samples["rate, requests"] = new RateMinuteRow(29_400_000, RateKind.Requests, 0);
        samples["rate, tokens"] = new RateMinuteRow(long.MaxValue, RateKind.Tokens, -1);
        samples["concurrency, nobody"] = new ConcurrencyRow([]);
        samples["concurrency"] = new ConcurrencyRow([new SlotShare("01JDRQ4V5K8T2M3N6P7R9S0A1B", 3, At), new SlotShare("other", int.MaxValue, At.AddTicks(1))]);
        samples["alert"] = new AlertRow(BudgetWindow.DayOf(Day), BudgetPath.Tenant, 500_000, "01JDRQ4V5K8T2M3N6P7R9S0A1B", At);
        samples["alert, project"] = new AlertRow(BudgetWindow.MonthOf(Day), "search.ranker", int.MaxValue, Hostile, At.AddTicks(1));
        samples["webhook, pending"] = new WebhookRow { WebhookId = "pending", Body = "{}", CreatedAt = At, NextAttemptAt = At };
        samples["webhook, dead"] = new WebhookRow
        {
            WebhookId = "dead",
            Body = "{\"text\": \"" + Hostile + "\"}",
            Address = "https://example.com/done",
            CreatedAt = At.AddTicks(1),
            Attempts = 10,
            NextAttemptAt = At.AddTicks(2),
            LastFault = Hostile,
            IsDead = true,
        };
        samples["webhook secret"] = new WebhookSecretRow("00ff", At);
        samples["webhook secret, hostile"] = new WebhookSecretRow(Hostile, At.AddTicks(1));
        samples["idempotency, bare"] = new IdempotencyRow
        {
            KeyHash = "bare",
            BodyHash = "b",
            RequestId = "r",
            Owner = "o",
            ClaimedAt = At,
            ClaimExpiresAt = At.AddSeconds(30),
            ExpiresAt = At.AddDays(1),
        };
        samples["idempotency, full"] = new IdempotencyRow
        {
            KeyHash = "full",
            BodyHash = "full body",
            RequestId = "full request",
            Owner = "full owner",
            ClaimedAt = At.AddTicks(1),
            ClaimExpiresAt = At.AddTicks(2),
            AnswerBlob = Hostile,
            ExpiresAt = At.AddTicks(3),
        };
    }

    private static void AddDirectory(Dictionary<string, Row> samples)
    {
        samples["tenant index"] = new TenantIndexRow("acme", At, Deleted: false);
        samples["tenant index, deleted"] = new TenantIndexRow("gone", At.AddYears(-1), Deleted: true);
        samples["tenant key"] = new TenantKeyRow("acme", "a1b2c3");
        samples["tenant key, other"] = new TenantKeyRow("other", "b2c3d4");
        samples["audit, bare"] = new AuditRow { AuditId = "bare", At = At, Actor = "admin", Action = "tenant.put", Target = "acme" };
        samples["audit, full"] = new AuditRow
        {
            AuditId = "full",
            At = At.AddTicks(-1),
            Actor = "actor " + Hostile,
            Action = "action " + Hostile,
            Target = "target " + Hostile,
            Before = string.Concat(Enumerable.Repeat(Hostile, 1_000)),
            After = "x" + string.Concat(Enumerable.Repeat("😀", 40_000)),
        };
        samples["price, built-in like"] = new PriceRow("01JDRQ4V5K8T2M3N6P7R9S0A1B", At, PriceCatalogue.BuiltIn.Find("openai/gpt-oss-20b", Day)!);
        samples["price, full"] = new PriceRow("full", At.AddTicks(1), new ModelPrice
        {
            Model = "model/" + Hostile,
            InputNanoUsdPerMillion = PriceLimits.MaxNanoUsdPerMillion,
            OutputNanoUsdPerMillion = 1,
            CachedInputNanoUsdPerMillion = 2,
            ImageNanoUsd = 3,
            ImageTokenBound = 4,
            ContextLength = 5,
            IsContextAssumed = false,
            Tier = ModelTier.Large,
            Capabilities = ModelCapabilities.Chat | ModelCapabilities.Embeddings,
            EffectiveFrom = Day,
            PriceVersion = "override-2026-11-24-01JDRQ4V5K8T2M3N6P7R9S0A1B",
            BatchDiscountPercent = 50,
        });
        samples["api key, bare"] = new ApiKeyRow { KeyId = "bare", Tenant = "acme", SecretHash = new byte[32], CreatedAt = At };
        samples["api key, full"] = new ApiKeyRow
        {
            KeyId = "full",
            Tenant = "full tenant",
            SecretHash = [.. Enumerable.Range(0, 32).Select(value => (byte)(value * 8))],
            Name = Hostile,
            Team = "search",
            Project = "ranker",
            CreatedAt = At.AddHours(1),
            ExpiresAt = At.AddYears(1),
            RevokedAt = At.AddDays(1),
        };
    }

    private static LatencyHistogram Latency(params int[] counts) => Latency([.. counts.Select(count => (long)count)]);

    private static LatencyHistogram Latency(params long[] counts) => LatencyHistogram.FromCounts(counts);
}
