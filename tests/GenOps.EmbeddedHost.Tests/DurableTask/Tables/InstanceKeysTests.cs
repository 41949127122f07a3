using System.Globalization;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Tables;

/// <summary>Any instance id becomes a key that storage takes, and comes back.</summary>
public sealed class InstanceKeysTests
{
    private const string Favourites = "\0\n !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\u007f\u0085\u009f\u00a0\u00e9\u4e2d\ud7ff\ue000\uffff";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Encode_RandomIds_AreReversibleKeysInTheSameOrder(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 4_000; round++)
        {
            var (a, b) = (NextId(random), NextId(random));
            var (keyA, keyB) = (InstanceKeys.Encode(a), InstanceKeys.Encode(b));
            var which = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, round {round}");

            Assert.True(InstanceKeys.Decode(keyA) == a, which);
            Assert.True(Math.Sign(string.CompareOrdinal(a, b)) == Math.Sign(string.CompareOrdinal(keyA, keyB)), which);
            Assert.True(a.StartsWith(b, StringComparison.Ordinal) == keyA.StartsWith(InstanceKeys.EncodePrefix(b), StringComparison.Ordinal), which);
            Assert.True(keyA.Length <= 512, which);
            Assert.DoesNotContain(keyA, static character => character is '/' or '\\' or '#' or '?' or '|' or '%' or '\'' || char.IsControl(character));
        }
    }

    [Fact]
    public void Encode_UsualIds_StayReadable()
    {
        Assert.Equal("@account@tenant-1_a:B", InstanceKeys.Encode("@account@tenant-1_a:B"));
        Assert.Equal("a.1b.0c", InstanceKeys.Encode("a/b.c"));
    }

    [Fact]
    public void Encode_NoText_Throws()
    {
        // Not as data of a theory: an attribute can't hold half a pair.
        foreach (var id in new[] { "", "half \ud83d", "\ude00 half", "\ude00\ud83d" })
        {
            Assert.Throws<ArgumentException>(() => InstanceKeys.Encode(id));
        }
    }

    [Fact]
    public void Encode_LongestId_FitsAndLongerOneThrows()
    {
        Assert.Equal(512, InstanceKeys.Encode(new string('/', 256)).Length);
        Assert.Throws<ArgumentException>(() => InstanceKeys.Encode(new string('a', 257)));
    }

    private static string NextId(Random random)
    {
        var text = new char[random.Next(1, random.Next(2) == 0 ? 4 : 100)];
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = random.Next(4) == 0 ? (char)random.Next(0xD800) : Favourites[random.Next(Favourites.Length)];
            if (index > 0 && random.Next(8) == 0)
            {
                (text[index - 1], text[index]) = ('\ud83d', (char)random.Next(0xDE00, 0xE000));
            }
        }

        // A pair that a later one overwrote in part.
        var id = new string(text);
        return id.EnumerateRunes().Any(static rune => rune == System.Text.Rune.ReplacementChar) ? NextId(random) : id;
    }
}
