namespace GenOps.Core.Wire;

/// <summary>
/// The request fields that are known to change what a call costs in ways the price catalogue does not know. A call with one of them is
/// refused as <c>field_not_priced</c>: its worst case could not be held. A field that is null is absent.
/// </summary>
internal static class BillingFields
{
    /// <summary>
    /// Is this top-level field, when present with any value but null, billed by something other than tokens at the listed rates?
    /// </summary>
    public static bool IsUnpriced(ReadOnlySpan<byte> name) =>
        // A fee for each search.
        name.SequenceEqual("web_search_options"u8)
        || name.SequenceEqual("search_parameters"u8)
        || name.SequenceEqual("plugins"u8)
        // Audio tokens have rates of their own.
        || name.SequenceEqual("audio"u8)
        // Rejected tokens of a prediction are billed as output beyond what max_tokens bounds.
        || name.SequenceEqual("prediction"u8)
        // Tokens of a second model.
        || name.SequenceEqual("safety_model"u8)
        // A template can repeat text without end, so input has no bound in bytes; processor settings change the tokens of an image.
        || name.SequenceEqual("chat_template"u8)
        || name.SequenceEqual("mm_processor_kwargs"u8);

    /// <summary>The service tiers billed at the listed rates; <c>flex</c>, <c>priority</c> and <c>scale</c> are not.</summary>
    public static bool IsPricedServiceTier(ReadOnlySpan<byte> tier) => tier.SequenceEqual("auto"u8) || tier.SequenceEqual("default"u8);

    /// <summary>Output other than text is billed apart.</summary>
    public static bool IsPricedModality(ReadOnlySpan<byte> modality) => modality.SequenceEqual("text"u8);

    /// <summary>
    /// Tools that the caller runs cost their tokens only; hosted ones (search, code interpreter) are billed for each use.
    /// </summary>
    public static bool IsPricedTool(ReadOnlySpan<byte> type) => type.SequenceEqual("function"u8) || type.SequenceEqual("custom"u8);

    /// <summary>Parts of a message, and properties of one, that carry or refer to audio.</summary>
    public static bool IsUnpricedPart(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("input_audio"u8) || name.SequenceEqual("audio_url"u8) || name.SequenceEqual("audio"u8);
}
