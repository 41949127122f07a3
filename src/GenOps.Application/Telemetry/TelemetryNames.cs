namespace GenOps.Application.Telemetry;

/// <summary>
/// Every name that telemetry uses, in one place. Those beginning with <c>gen_ai</c> are OpenTelemetry's semantic conventions for generative
/// AI, the others are ours.
/// </summary>
public static class TelemetryNames
{
    /// <summary>The source of spans and the meter.</summary>
    public const string Source = "GenOps";

    /// <summary>Histogram, {token}.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>Histogram, s.</summary>
    public const string OperationDuration = "gen_ai.client.operation.duration";

    /// <summary>Counter, {USD}.</summary>
    public const string Cost = "genops.cost";

    /// <summary>Counter, {refusal}.</summary>
    public const string Refusals = "genops.refusals";

    /// <summary>Gauge, share of the limit that is spent or held.</summary>
    public const string BudgetUtilization = "genops.budget.utilization";

    /// <summary>Histogram, s: everything but waiting for the provider.</summary>
    public const string OverheadDuration = "genops.overhead.duration";

    /// <summary>Operation, such as <c>chat</c>.</summary>
    public const string OperationName = "gen_ai.operation.name";

    /// <summary>Provider.</summary>
    public const string ProviderName = "gen_ai.provider.name";

    /// <summary>Model asked for.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>Model that answered.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    /// <summary>The provider's host.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>The provider's port.</summary>
    public const string ServerPort = "server.port";

    /// <summary>Input or output.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>Input tokens.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Output tokens.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary>Session.</summary>
    public const string ConversationId = "gen_ai.conversation.id";

    /// <summary>Code of the error.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Cost in dollars, a number.</summary>
    public const string CostTotal = "genops.cost.total";

    /// <summary>Always USD.</summary>
    public const string CostCurrency = "genops.cost.currency";

    /// <summary>Cached input tokens.</summary>
    public const string CachedTokens = "genops.tokens.cached";

    /// <summary>Reasoning tokens.</summary>
    public const string ReasoningTokens = "genops.tokens.reasoning";

    /// <summary>The tenant's policy.</summary>
    public const string PolicyName = "genops.policy.name";

    /// <summary>Allowed or refused.</summary>
    public const string PolicyResult = "genops.policy.result";

    /// <summary>The rule that refused.</summary>
    public const string PolicyReason = "genops.policy.reason";

    /// <summary>What the answer warns of, such as <c>model_substituted:NAME</c>.</summary>
    public const string Warnings = "genops.warnings";

    /// <summary>Scope of a budget.</summary>
    public const string BudgetScope = "genops.budget.scope";

    /// <summary>Window of a budget.</summary>
    public const string BudgetWindow = "genops.budget.window";

    /// <summary>What is left of a budget in dollars, a number.</summary>
    public const string BudgetRemaining = "genops.budget.remaining";

    /// <summary>Tenant.</summary>
    public const string Tenant = "genops.tenant";

    /// <summary>Team.</summary>
    public const string Team = "genops.team";

    /// <summary>Project.</summary>
    public const string Project = "genops.project";

    /// <summary>Customer.</summary>
    public const string Customer = "genops.customer_id";

    /// <summary>Cost center.</summary>
    public const string CostCenter = "genops.cost_center";

    /// <summary>Environment.</summary>
    public const string Environment = "genops.environment";

    /// <summary>Feature.</summary>
    public const string Feature = "genops.feature";

    /// <summary>Session.</summary>
    public const string SessionId = "genops.session_id";

    /// <summary>Batch.</summary>
    public const string BatchId = "genops.batch_id";

    /// <summary>Line of a batch, as its maker names it.</summary>
    public const string CustomId = "genops.custom_id";

    /// <summary>Request.</summary>
    public const string RequestId = "genops.request_id";

    /// <summary>The provider's name in the conventions.</summary>
    public const string Together = "together_ai";
}
