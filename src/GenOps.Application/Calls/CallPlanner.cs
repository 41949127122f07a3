using GenOps.Application.Idempotency;
using GenOps.Application.Pricing;
using GenOps.Application.Tenants;
using GenOps.Core.Ledger;
using GenOps.Core.Policies;
using GenOps.Core.Pricing;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>Reads a call, holds it against the tenant's rules and prices it, in that order. No I/O.</summary>
internal sealed class CallPlanner(PriceBook prices, TimeProvider time)
{
    private const int MaxFallbacks = 4;

    /// <summary>The body and whom it is charged to; what is wrong with them comes first.</summary>
    public static CallError? Read(Caller caller, CallRequest request, out InferenceRequest? parsed, out Attribution attribution)
    {
        attribution = Attribution.None;
        if (!InferenceRequestReader.TryRead(request.Endpoint, request.Body, out parsed, out var fault))
        {
            return new CallError(ErrorCode.InvalidRequest, fault.Message) { Param = fault.Param };
        }

        Mark(request, CallStep.Body);
        var sources = new AttributionSources(
            caller.PinnedTeam, caller.PinnedProject, request.Headers, parsed.Metadata, caller.Document.Defaults);
        return AttributionResolver.Resolve(sources, out attribution) is { } wrong ? CallErrors.Of(wrong) : null;
    }

    /// <summary>Rules and prices.</summary>
    public CallError? Plan(
        Caller caller,
        CallRequest request,
        InferenceRequest parsed,
        Attribution attribution,
        string? sessionId,
        IdempotencyClaim? claim,
        bool isPressed,
        out CallPlan? plan)
    {
        plan = null;
        var document = caller.Document;
        var broken = CallPolicy.CheckAttribution(document, attribution, sessionId)
            ?? CallPolicy.CheckModel(document, parsed.Model)
            ?? CallPolicy.CheckBound(document, parsed.OutputTokenBound);
        Mark(request, CallStep.Policy);
        if (broken is not null)
        {
            return CallErrors.Of(broken);
        }

        if (Price(parsed.Model) is not { } price)
        {
            return CallErrors.NotPriced(parsed.Model);
        }

        if (parsed.UnpricedField is { } field)
        {
            return new CallError(ErrorCode.FieldNotPriced, $"'{field}' changes what the provider charges, and no price covers it. Leave it out.")
            {
                Param = field,
            };
        }

        var shape = parsed.ToShape(document.DefaultMaxTokens);
        var asked = new PlannedModel(price, WorstCase.Of(price, shape));
        var substitute = isPressed ? Substitute(document, parsed, shape, asked) : null;
        var models = new List<PlannedModel>(1) { substitute ?? asked };
        if (CallPolicy.CheckCost(document, models[0].Worst.NanoUsd) is { } dear)
        {
            return CallErrors.Of(dear);
        }

        plan = new CallPlan
        {
            Caller = caller,
            Request = request,
            Parsed = parsed,
            Attribution = attribution,
            SessionId = sessionId,
            Claim = claim,
            Models = models,
            SubstitutedFrom = substitute is null ? null : parsed.Model,
        };
        if (substitute is not null)
        {
            plan.Warnings.Add($"model_substituted:{substitute.Name}");
        }

        AddFallbacks(plan, shape, models);
        Mark(request, CallStep.Estimate);
        return null;
    }

    /// <summary>Whether a price is known, so that a caller's free text never names a roll-up.</summary>
    public bool IsPriced(string model) => Price(model) is not null;

    // Embeddings of another model would not compare with those made before, and a model not known to see would refuse images.
    private PlannedModel? Substitute(TenantDocument document, InferenceRequest parsed, in CallShape shape, PlannedModel asked)
    {
        if (parsed.Endpoint is InferenceEndpoint.Embeddings
            || document.OnPressure.UseModel is not { } name
            || CallPolicy.CheckModel(document, name) is not null
            || Price(name) is not { } price
            || (shape.Images > 0 && !price.Capabilities.HasFlag(ModelCapabilities.Vision)))
        {
            return null;
        }

        var worst = WorstCase.Of(price, shape);
        return worst.NanoUsd < asked.Worst.NanoUsd ? new PlannedModel(price, worst) : null;
    }

    private void AddFallbacks(CallPlan plan, in CallShape shape, List<PlannedModel> models)
    {
        var document = plan.Caller.Document;
        foreach (var name in (plan.Request.FallbackModels ?? document.FallbackModels).Take(MaxFallbacks))
        {
            if (models.Exists(model => model.Name == name))
            {
                continue;
            }

            var worst = Price(name) is { } price && CallPolicy.CheckModel(document, name) is null
                ? new PlannedModel(price, WorstCase.Of(price, shape))
                : null;
            if (worst is null || CallPolicy.CheckCost(document, worst.Worst.NanoUsd) is not null)
            {
                plan.Warnings.Add($"fallback_not_usable:{name}");
                continue;
            }

            models.Add(worst);
        }
    }

    // Only who asks is told these steps apart; for others their time goes with the next one's.
    private static void Mark(CallRequest request, CallStep step)
    {
        if (request.WantsDiagnostics)
        {
            request.Clock.Mark(step);
        }
    }

    private ModelPrice? Price(string model) => prices.Current.Find(model, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
}
