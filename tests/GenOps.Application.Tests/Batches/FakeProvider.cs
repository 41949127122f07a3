using System.Text;
using GenOps.Application.Providers;

namespace GenOps.Application.Tests.Batches;

/// <summary>Answers as a function says, by the body; the default answers everything with a usage of 10 and 5 tokens.</summary>
internal sealed class FakeProvider(Func<string, int, ProviderReply?>? answer = null) : IInferenceProvider
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Calls by body.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public int Count => _calls.Values.Sum();

    public int MostAtOnce { get; private set; }

    private int _atOnce;

    public static ProviderAnswer Answer() => new(Encoding.UTF8.GetBytes(
        """{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}"""));

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public async Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken)
    {
        int number;
        var body = Encoding.UTF8.GetString(attempt.Body.Span);
        lock (_calls)
        {
            number = _calls[body] = _calls.GetValueOrDefault(body) + 1;
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        }

        await Task.Yield();
        lock (_calls)
        {
            _atOnce--;
        }

        return answer?.Invoke(body, number) ?? Answer();
    }
}
