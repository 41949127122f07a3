using System.Text.Json.Nodes;
using GenOps.Infra.Tests.Bicep;
using GenOps.Infra.Tests.Rules;

namespace GenOps.Infra.Tests.Observability;

/// <summary>The workbook and the alert queries speak of listed metrics, events and attributes only.</summary>
public sealed class AzureMonitorTests(SoundInfra infra) : IClassFixture<SoundInfra>
{
    private readonly MetricCatalogue _catalogue = MetricCatalogue.Load();

    public static TheoryData<string> Queries =>
        [.. Repository.Files("infra/queries", "*.kql").Select(Repository.Read), .. WorkbookQueries()];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_NamesAndAttributes_AreListed(string query)
    {
        var metrics = Kql.Metrics(query).Select(name => _catalogue.Metrics.Single(metric => metric.Name == name));
        var events = Kql.Events(query).Select(name => _catalogue.Events.Single(logged => logged.Name == name));
        var attributes = metrics.SelectMany(metric => metric.Attributes).Concat(events.SelectMany(logged => logged.Attributes));
        if (Kql.Table(query) == "AppDependencies")
        {
            attributes = attributes.Concat(_catalogue.SpanAttributes);
        }

        Assert.Empty(Kql.Attributes(query).Except(attributes));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_AsText_StartsWithATableAndCloses(string query)
    {
        Assert.Contains(Kql.Table(query), new[] { "AppMetrics", "AppRequests", "AppDependencies", "AppTraces" });
        Assert.True(Kql.IsBalanced(query), query);
    }

    [Theory]
    [InlineData("a(b)[c]", true)]
    [InlineData("a(b]", false)]
    [InlineData("a(b", false)]
    [InlineData("a \"b)\"", true)]
    [InlineData("a \"b", false)]
    public void Kql_Brackets_MustClose(string query, bool isBalanced) => Assert.Equal(isBalanced, Kql.IsBalanced(query));

    [Fact]
    public async Task AlertQueries_MeasureAndDimensions_AreColumnsOfTheQuery()
    {
        var snapshot = await infra.Copy.DeployAsync(DeploymentOptions.Plain);

        Assert.All(snapshot.OfType(Types.QueryRule), rule =>
        {
            var criterion = rule.Items("properties.criteria.allOf").Single();
            var query = criterion["query"]!.ToString();
            var columns = criterion["dimensions"]!.AsArray().Select(dimension => dimension!["name"]!.ToString())
                .Append(criterion["metricMeasureColumn"]!.ToString());
            Assert.All(columns, column => Assert.True(Kql.HasColumn(query, column), $"{rule.Name} has no column {column}."));
        });
    }

    [Fact]
    public void Workbook_Tabs_EachShowAGroupAndEveryGroupHasATab()
    {
        var items = Workbook()["items"]!.AsArray();
        var tabs = items.Single(item => item!["name"]!.ToString() == "tabs")!["content"]!["links"]!.AsArray()
            .Select(link => link!["subTarget"]!.ToString());
        var groups = items.Where(item => (int)item!["type"]! == 12).Select(item => item!["conditionalVisibility"]!["value"]!.ToString());

        Assert.Equal(["spend", "budgets", "latency", "refusals"], tabs);
        Assert.Equal(tabs, groups);
    }

    private static JsonNode Workbook() => JsonNode.Parse(Repository.Read("infra/workbook.json"))!;

    private static IEnumerable<string> WorkbookQueries() => Descendants(Workbook())
        .OfType<JsonObject>()
        .Select(node => node["query"]?.ToString())
        .OfType<string>();

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        var children = node switch
        {
            JsonObject parent => parent.Select(property => property.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Descendants).Prepend(node);
    }
}
