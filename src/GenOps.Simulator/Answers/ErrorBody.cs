using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>The error envelope that Together and OpenAI share, and what each status says in it.</summary>
internal static class ErrorBody
{
    public static void Write(Utf8JsonWriter json, CallIdentity identity, ErrorContent error)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, identity.RequestId);
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, error.Type);
        json.WriteString("param"u8, error.Parameter);
        json.WriteString("code"u8, error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="call">The call it answers.</param>
    /// <param name="apiKey">Quoted in 401, as the real provider does.</param>
    public static ErrorContent For(int status, InferenceCall call, string apiKey) => status switch
    {
        401 => new($"Invalid API key provided: {apiKey}. Check your account.", "invalid_request_error", null, "invalid_api_key"),
        402 => new("You have reached your monthly spend limit.", "credit_limit", null, "spend_limit_reached"),
        403 => new(
            $"{call.RuleTokens} input tokens and `max_tokens` {call.EffectiveMaxTokens} are more than the context length of {call.Model}.",
            "invalid_request_error", "max_tokens", "context_length_exceeded"),
        404 => new($"Unable to access model {call.Model}.", "invalid_request_error", "model", "model_not_available"),
        422 => new("`temperature` must be between 0 and 2.", "invalid_request_error", "temperature", "invalid_parameter"),
        429 => new($"You have reached the rate limit of model {call.Model}.", "rate_limit", null, "rate_limit_exceeded"),
        503 => new("The server is overloaded or not ready yet.", "overloaded_error", null, "service_unavailable"),
        < 500 => new($"The request was refused with status {status}.", "invalid_request_error", null, null),
        _ => new("The server had an error while processing your request.", "server_error", null, "internal_error"),
    };
}
