using GenOps.Core.Pricing;
using GenOps.Core.Tests.Pricing;
using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class CallShapeTests
{
    [Fact]
    public void ToShape_Chat_GivesBytesAndSixteenAMessage()
    {
        var request = Read(ChatWith("\"n\":2"));
        var worst = WorstCase.Of(Prices.Sample, request.ToShape(defaultMaxTokens: 50));

        Assert.Equal(new TokenUsage("""[{"role":"user","content":"hi"}]""".Length + 16, 100), worst.Usage);
    }

    [Fact]
    public void ToShape_CallersBound_StandsBeforeTheDefault()
    {
        Assert.Equal(7, Read(ChatWith("\"max_tokens\":7")).ToShape(50).TokensPerCompletion);
        Assert.Equal(9, Read(ChatWith("\"max_completion_tokens\":9")).ToShape(50).TokensPerCompletion);
        Assert.Equal(9, Read(ChatWith("\"max_tokens\":9,\"max_completion_tokens\":7")).ToShape(50).TokensPerCompletion);
    }

    [Fact]
    public void ToShape_Prompts_AreItemsAndContexts()
    {
        var shape = Read("""{"model":"m","prompt":["a","b"],"best_of":3}""", InferenceEndpoint.Completions).ToShape(50);

        Assert.Equal((2, 2, 6), (shape.Items, shape.Prompts, shape.Completions));
    }

    [Fact]
    public void ToShape_TokenIds_CountThemselves()
    {
        var request = Read("""{"model":"m","input":[[100000,100001],[100002]]}""", InferenceEndpoint.Embeddings);

        Assert.Equal(new TokenUsage(3 + 32, 0), WorstCase.Of(Prices.Sample, request.ToShape(50)).Usage);
    }
}
