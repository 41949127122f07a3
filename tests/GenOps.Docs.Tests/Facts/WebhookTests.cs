using System.Globalization;
using System.Text.RegularExpressions;
using GenOps.Application.Alerts;
using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Facts;

/// <summary>The notice in the document is signed as the app signs.</summary>
public sealed partial class WebhookTests
{
    [Fact]
    public void Sample_OfTheDocument_HasTheSignatureOfTheApp()
    {
        var text = Document.Get("docs/security.md").Blocks.Single(static block => block.Language == "js").Text;
        var headers = Header().Matches(text).ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);
        var call = Call().Match(text);

        var signature = WebhookSecrets.Sign(
            call.Groups[1].Value, long.Parse(headers["timestamp"], CultureInfo.InvariantCulture), headers["id"], call.Groups[2].Value);

        Assert.Equal(signature, headers["signature"]);
    }

    [GeneratedRegex("'x-genops-(\\w+)': '([^']+)'")]
    private static partial Regex Header();

    [GeneratedRegex(@"!isGenuine\('([^']+)', headers, '([^']+)'")]
    private static partial Regex Call();
}
