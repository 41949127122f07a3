namespace GenOps.Core.Wire;

/// <summary>Where in a request body the bytes stand that a rewrite touches. An empty span at 0 is one that is not there.</summary>
internal struct RequestLayout
{
    /// <summary>The value of <c>model</c>, quotes included.</summary>
    public ByteSpan Model;

    /// <summary>What to remove for <c>metadata</c> to be gone: the property and one comma.</summary>
    public ByteSpan Metadata;

    /// <summary>The literal null that stands for <c>max_tokens</c>.</summary>
    public ByteSpan MaxTokensNull;

    /// <summary>The literal null that stands for <c>stream_options</c>.</summary>
    public ByteSpan StreamOptionsNull;

    /// <summary>The value of <c>stream_options.include_usage</c>.</summary>
    public ByteSpan IncludeUsage;

    /// <summary>Just inside the brace that opens <c>stream_options</c>.</summary>
    public int StreamOptionsInside;

    public bool StreamOptionsIsEmpty;

    /// <summary>The end of the last property, where more can be added.</summary>
    public int End;
}
