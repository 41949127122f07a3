using System.Text;

namespace GenOps.Simulator;

/// <summary>Prepared text from which every plain answer is a slice, so that making an answer copies and allocates nothing.</summary>
internal static class Phrases
{
    private const int MaximumTokens = 4096;

    private const string Text =
        "Start with the smallest version that answers the question and measure it before you add anything. "
        + "The main cost is usually in one place, so look at the totals by team and by model first. "
        + "A short summary follows: the request is valid, the numbers agree, and nothing needs to be changed today. "
        + "If the result has to be exact, keep the raw values and round only once, when they are shown. "
        + "There are three good options here, and the second one is the easiest to take back later. "
        + "In practice most of the time goes into waiting, so run independent steps side by side. "
        + "Check the inputs at the border and trust them inside; errors found early are cheap. "
        + "Write down what you expect before the experiment, then compare it with what happened. "
        + "The shorter answer is yes, with one exception that the last paragraph of the document explains. "
        + "Give every limit a name and a number, and test what happens one step above it. "
        + "When two sources disagree, prefer the one that can be checked again tomorrow. "
        + "That is all that is needed; the remaining details follow from the example above. ";

    private static readonly (byte[] Utf8, int[] Starts, int SourceTokens) Prepared = Prepare();

    /// <summary>The slice of <paramref name="wanted"/> tokens that belongs to a seed, cut at <paramref name="maximum"/>.</summary>
    public static AnswerText Slice(ulong seed, int wanted, int maximum)
    {
        var (utf8, starts, sourceTokens) = Prepared;
        var first = (int)(seed % (ulong)sourceTokens);
        var length = Math.Min(Math.Min(wanted, maximum), MaximumTokens);
        return AnswerText.Words(utf8.AsMemory(starts[first]..starts[first + length]), starts.AsMemory(first, length), wanted > maximum);
    }

    private static (byte[] Utf8, int[] Starts, int SourceTokens) Prepare()
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var total = words.Length + MaximumTokens;
        var utf8 = new List<byte>();
        var starts = new int[total + 1];
        for (var index = 0; index < total; index++)
        {
            starts[index] = utf8.Count;
            utf8.AddRange(Encoding.ASCII.GetBytes(words[index % words.Length]));
            utf8.Add((byte)' ');
        }

        starts[total] = utf8.Count;
        return ([.. utf8], starts, words.Length);
    }
}
