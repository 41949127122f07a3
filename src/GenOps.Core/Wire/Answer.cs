using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>What one pass over an answer of a provider, whole or one chunk of a stream, found.</summary>
internal struct Answer
{
    public ByteSpan Id;
    public ByteSpan Model;
    public ByteSpan UsageJson;
    public ReportedUsage? Usage;
    public bool HasError;
    public bool HasGenops;
    public int Choices;
    public int FinishedChoices;
    public long TextTokenBound;
}
