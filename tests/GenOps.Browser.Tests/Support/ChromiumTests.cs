namespace GenOps.Browser.Tests.Support;

public sealed class ChromiumTests
{
    [Fact]
    public void Find_NowhereThere_SaysWhereItLookedAndWhatToDo()
    {
        var fault = Assert.Throws<FileNotFoundException>(static () => Chromium.Find(["/nowhere/chromium", "/nowhere/chrome"]));

        Assert.Contains("/nowhere/chromium, /nowhere/chrome", fault.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install chromium", fault.Message, StringComparison.Ordinal);
    }
}
