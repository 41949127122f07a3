using GenOps.Core.Money;

namespace GenOps.Cli.Tests.Books;

internal static class TestMoney
{
    public static string Usd(long nanoUsd) => UsdText.Format(nanoUsd);
}
