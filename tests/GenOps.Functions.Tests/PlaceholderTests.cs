namespace Placeholder;

public sealed class PlaceholderTests
{
    [Fact]
    public void Placeholder_Builds_Passes() => Assert.True(true);
}
