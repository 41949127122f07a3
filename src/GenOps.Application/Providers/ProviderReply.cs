namespace GenOps.Application.Providers;

/// <summary>What came of an attempt: <see cref="ProviderAnswer"/>, <see cref="ProviderEvents"/> or <see cref="ProviderFault"/>.</summary>
public abstract class ProviderReply
{
    private protected ProviderReply()
    {
    }
}
