namespace GenOps.Docs.Tests.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">File name from the root of the repository.</param>
/// <param name="Line">Line of its opening fence, from 1.</param>
/// <param name="Language">What stands behind the fence; empty when nothing does.</param>
/// <param name="Text">What stands between the fences.</param>
internal sealed record Block(string Document, int Line, string Language, string Text)
{
    /// <summary>Where it stands, for a person.</summary>
    public override string ToString() => $"{Document}:{Line} ({Language})";
}
