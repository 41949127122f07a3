using GenOps.Core.Sessions;

namespace GenOps.Core.Tests.Sessions;

public sealed class SessionIdsTests
{
    [Theory]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1B", true)]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true)]
    [InlineData("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false)]
    [InlineData("01jdrq4v5k8t2m3n6p7r9s0a1b", false)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1", false)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1BC", false)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A|B", false)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0AIL", false)]
    [InlineData("../../../../../../../../..", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValid_Text_OnlyUlids(string? text, bool expected) => Assert.Equal(expected, SessionIds.IsValid(text));

    [Fact]
    public void Reverse_TwiceOrInOrder_IsItsOwnInverseAndTurnsTheOrder()
    {
        string[] ids = ["00000000000000000000000000", "01JDRQ4V5K8T2M3N6P7R9S0A1B", "01JDRQ4V5K8T2M3N6P7R9S0A1C", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"];

        Assert.Equal(ids, ids.Select(SessionIds.Reverse).Select(reversed => Twice(reversed)));
        Assert.Equal(ids.Reverse(), ids.OrderBy(SessionIds.Reverse, StringComparer.Ordinal));
    }

    [Fact]
    public void Reverse_NoId_Throws() => Assert.Throws<ArgumentException>(() => SessionIds.Reverse("nothing"));

    // A reversed id may start with more than 7 and is then no id itself.
    private static string Twice(string reversed)
    {
        const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        return string.Concat(reversed.Select(digit => Alphabet[31 - Alphabet.IndexOf(digit, StringComparison.Ordinal)]));
    }
}
