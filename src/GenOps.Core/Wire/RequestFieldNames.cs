namespace GenOps.Core.Wire;

/// <summary>The top-level fields of a request that are read; every other one is passed on unread.</summary>
internal enum RequestField
{
    Other,
    Unpriced,
    Model,
    Messages,
    Prompt,
    Input,
    PromptText,
    Tools,
    MaxTokens,
    MaxCompletionTokens,
    N,
    BestOf,
    Stream,
    StreamOptions,
    Metadata,
    ServiceTier,
    Modalities,
}

internal static class RequestFieldNames
{
    public static RequestField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        1 when name.SequenceEqual("n"u8) => RequestField.N,
        5 when name.SequenceEqual("model"u8) => RequestField.Model,
        5 when name.SequenceEqual("tools"u8) => RequestField.Tools,
        5 when name.SequenceEqual("input"u8) => RequestField.Input,
        6 when name.SequenceEqual("stream"u8) => RequestField.Stream,
        6 when name.SequenceEqual("prompt"u8) => RequestField.Prompt,
        6 when name.SequenceEqual("suffix"u8) => RequestField.PromptText,
        7 when name.SequenceEqual("best_of"u8) => RequestField.BestOf,
        8 when name.SequenceEqual("messages"u8) => RequestField.Messages,
        8 when name.SequenceEqual("metadata"u8) => RequestField.Metadata,
        9 when name.SequenceEqual("functions"u8) => RequestField.PromptText,
        9 when name.SequenceEqual("documents"u8) => RequestField.PromptText,
        10 when name.SequenceEqual("max_tokens"u8) => RequestField.MaxTokens,
        10 when name.SequenceEqual("modalities"u8) => RequestField.Modalities,
        12 when name.SequenceEqual("service_tier"u8) => RequestField.ServiceTier,
        14 when name.SequenceEqual("stream_options"u8) => RequestField.StreamOptions,
        15 when name.SequenceEqual("response_format"u8) => RequestField.PromptText,
        20 when name.SequenceEqual("chat_template_kwargs"u8) => RequestField.PromptText,
        21 when name.SequenceEqual("max_completion_tokens"u8) => RequestField.MaxCompletionTokens,
        _ => BillingFields.IsUnpriced(name) ? RequestField.Unpriced : RequestField.Other,
    };
}
