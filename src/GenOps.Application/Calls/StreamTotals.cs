using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>What a stream has produced so far, as far as its cost depends on it.</summary>
internal sealed class StreamTotals
{
    private byte[] _usageJson = [];
    private long _textTokenBound;
    private int _finished;
    private bool _isDone;
    private bool _hasTextAfterUsage;

    public ReportedUsage? Usage { get; private set; }

    /// <summary>Whether the provider said that it has ended, or every choice has.</summary>
    public bool IsComplete(int choices) => _isDone || _finished >= choices;

    /// <summary>Whether anything arrived that the provider charges for.</summary>
    public bool HasProduced => _textTokenBound > 0 || Usage is not null;

    public void Add(in StreamChunk chunk, ReadOnlySpan<byte> data)
    {
        _isDone |= chunk.Kind is StreamChunkKind.Done;
        _finished += chunk.FinishedCount;
        _textTokenBound += chunk.TextTokenBound;
        _hasTextAfterUsage |= chunk.TextTokenBound > chunk.FinishedCount;
        if (chunk.Usage is not null)
        {
            Usage = chunk.Usage;
            _hasTextAfterUsage = false;
            _usageJson = data[chunk.UsageJson].ToArray();
        }
    }

    public BilledUsage Billed(in TokenUsage bound, bool isComplete) =>
        BilledUsage.Of(Usage, bound, _textTokenBound, isComplete && !_hasTextAfterUsage);

    /// <summary>The provider's report as it was sent, or one of our own.</summary>
    public ReadOnlySpan<byte> UsageJson(in BilledUsage billed)
    {
        if (_usageJson.Length > 0)
        {
            return _usageJson;
        }

        var tokens = billed.Tokens;
        return System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{{\"prompt_tokens\":{tokens.InputTokens},\"completion_tokens\":{tokens.OutputTokens},\"total_tokens\":{tokens.InputTokens + tokens.OutputTokens}}}"));
    }
}
