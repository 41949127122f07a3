namespace GenOps.Attack.Hostile.Provider;

/// <summary>What a client got, to the byte.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="RequestId">Value of <c>x-genops-request-id</c>.</param>
/// <param name="MediaType">Media type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record ClientAnswer(int Status, string? RequestId, string? MediaType, byte[] Body)
{
    public bool IsStream => MediaType == "text/event-stream";

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
