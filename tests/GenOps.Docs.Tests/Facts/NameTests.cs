using System.Reflection;
using System.Text.RegularExpressions;
using GenOps.Application.Calls;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;
using GenOps.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Docs.Tests.Facts;

/// <summary>Codes, fields, headers, settings and routes that the prose names are in the code.</summary>
public sealed partial class NameTests
{
    private static readonly HashSet<string> Routes = typeof(App).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .SelectMany(static method => method.GetParameters())
        .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .OfType<HttpTriggerAttribute>()
        .SelectMany(static trigger => trigger.Methods!.Select(method => Normal($"{method.ToUpperInvariant()} /{trigger.Route}")))
        .ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Names_OfTheProse_AreInTheCode()
    {
        Assert.DoesNotContain(NamesOf(Document.All).Distinct(), static name => !SourceNames.IsKnown(name));
    }

    [Theory]
    [InlineData("budget_exeeded")]
    [InlineData("x-genops-teem")]
    [InlineData("GenOps__LeaseSecond")]
    public void IsKnown_WrongName_IsSeen(string name)
    {
        Assert.Equal([name], NamesOf([Document.Parse($"A `{name}`.")]));
        Assert.False(SourceNames.IsKnown(name));
    }

    [Fact]
    public void Routes_OfTheProse_AreRoutesOfTheApp()
    {
        Assert.Empty(UnknownRoutes(Document.All));
    }

    [Theory]
    [InlineData("POST /v1/batchs")]
    [InlineData("DELETE /v1/batches/{id}")]
    public void UnknownRoutes_WrongRoute_IsSeen(string route)
    {
        Assert.Equal([$"text.md: {route}"], UnknownRoutes([Document.Parse($"Send `{route}`, or `POST /v1/batches`.")]));
    }

    [Fact]
    public void Codes_OfAdministration_AreInTheRunbook()
    {
        var told = Document.Get("docs/operations.md").Table("code").Select(static row => row[0].Trim('`'));
        var ofCalls = Enum.GetValues<ErrorCode>().Select(ErrorCodeNames.Of);

        Assert.Equal(
            AdminCode().Matches(SourceNames.Text).Select(static match => match.Groups[1].Value).Except(ofCalls).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_OfABadFile_AreInTheGuide()
    {
        var guide = string.Join('\n', Document.Get("docs/batches.md").Prose);

        Assert.All(
            FileCode().Matches(SourceNames.Text).Select(static match => match.Groups[1].Value).Distinct()
                .Except(Enum.GetValues<ErrorCode>().Select(ErrorCodeNames.Of)).Except(["batch_failed"]),
            code => Assert.Contains($"`{code}`", guide));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Document> documents) => documents
        .SelectMany(static document => document.Prose)
        .SelectMany(static line => Name().Matches(line))
        .Select(static match => match.Groups[1].Value);

    private static IEnumerable<string> UnknownRoutes(IEnumerable<Document> documents) => documents
        .SelectMany(static document => document.Prose.SelectMany(line => Route().Matches(line).Select(match => (document.Name, Route: match.Value))))
        .Where(static found => !Routes.Contains(Normal(found.Route)))
        .Select(static found => $"{found.Name}: {found.Route}");

    private static string Normal(string route) => Braces().Replace(route, "{}");

    [GeneratedRegex("`([a-z]+(?:_[a-z]+)+|x-genops-[a-z-]+|GenOps__\\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"(GET|POST|PUT|DELETE) /[\w/{}.-]+(?<![.])")]
    private static partial Regex Route();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex("StatusCodes\\.\\w+,\\s*\"(\\w+)\"")]
    private static partial Regex AdminCode();

    [GeneratedRegex("BatchError\\(\\s*\"(\\w+)\"")]
    private static partial Regex FileCode();
}
