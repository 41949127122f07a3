using System.Text.Json.Serialization;

namespace GenOps.Cli.Chat;

/// <summary>A message of a conversation.</summary>
internal sealed record ChatMessage([property: JsonPropertyName("role")] string Role, [property: JsonPropertyName("content")] string Content);
