using System.Text.Json;

namespace GenOps.Cli.Chat;

/// <summary>A whole answer.</summary>
/// <param name="Content">Its text.</param>
/// <param name="FinishReason">Why it ended; <c>length</c>: at the most tokens allowed.</param>
/// <param name="Usage">Tokens as the provider counted them.</param>
/// <param name="Governed">The app's word on cost and budget.</param>
internal sealed record ChatAnswer(string Content, string? FinishReason, JsonElement Usage, JsonElement Governed);
