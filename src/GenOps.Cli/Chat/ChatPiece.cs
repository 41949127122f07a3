namespace GenOps.Cli.Chat;

/// <summary>A piece of an answer.</summary>
/// <param name="Text">As it came.</param>
/// <param name="IsThought">Of the model's reasoning, which is no part of the answer.</param>
internal readonly record struct ChatPiece(string Text, bool IsThought);
