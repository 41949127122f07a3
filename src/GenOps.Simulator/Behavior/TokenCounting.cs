namespace GenOps.Simulator;

/// <summary>Where the token counts of an answer's usage come from.</summary>
public enum TokenCounting
{
    /// <summary>
    /// Prompt: a quarter of the UTF-8 bytes of each message's content, rounded up, plus 4 a message; completion: the tokens of
    /// the answer's text.
    /// </summary>
    Rule,

    /// <summary>
    /// The most that can be billed. Prompt: the UTF-8 bytes of the raw JSON of messages, tools and response_format plus 16 a
    /// message; completion: max_tokens for every choice. The text stays short.
    /// </summary>
    Bound,
}
