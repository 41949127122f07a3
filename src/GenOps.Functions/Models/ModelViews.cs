using GenOps.Core.Pricing;

namespace GenOps.Functions.Models;

/// <summary>A model as the two providers' clients know it.</summary>
internal static class ModelViews
{
    private const double NanoUsdPerUsd = 1_000_000_000;

    public static object OpenAi(ModelPrice price) => new
    {
        id = price.Model,
        @object = "model",
        created = Created(price),
        owned_by = Organization(price),
    };

    public static object Together(ModelPrice price) => new
    {
        id = price.Model,
        @object = "model",
        created = Created(price),
        type = "chat",
        display_name = price.Model,
        organization = Organization(price),
        context_length = price.ContextLength,
        pricing = new
        {
            input = price.InputNanoUsdPerMillion / NanoUsdPerUsd,
            output = price.OutputNanoUsdPerMillion / NanoUsdPerUsd,
            hourly = 0,
            @base = 0,
            finetune = 0,
        },
    };

    private static long Created(ModelPrice price) =>
        new DateTimeOffset(price.EffectiveFrom.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Organization(ModelPrice price) => price.Model.Split('/')[0];
}
