namespace GenOps.Infra.Tests.Observability;

/// <summary>The Grafana dashboard and the Prometheus rules speak of listed metrics and of their attributes only.</summary>
public sealed class PrometheusTests
{
    private readonly MetricCatalogue _catalogue = MetricCatalogue.Load();
    private readonly PrometheusRules _rules = PrometheusRules.Load();

    private IEnumerable<string> Expressions => _rules.All.Select(rule => rule.Expr).Concat(Dashboard.Expressions(Dashboard.Load()));

    [Fact]
    public void Metrics_Translated_AreNamedAsListed() =>
        Assert.All(_catalogue.Metrics, metric => Assert.Equal(PrometheusNames.OfMetric(metric), metric.Prometheus));

    [Fact]
    public void Expressions_Series_AreListedOrRecorded()
    {
        var recorded = _rules.All.Select(rule => rule.Record).OfType<string>().ToList();

        var unknown = Expressions.SelectMany(PromQl.Series)
            .Where(series => _catalogue.OfSeries(series) is null && !recorded.Contains(series));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Expressions_Labels_AreAttributesOfTheirMetrics() =>
        Assert.All(Expressions, expression => Assert.Empty(PromQl.Labels(expression).Except(LabelsOf(expression))));

    [Fact]
    public void Metrics_AllListed_AreUsedInDashboardAndRules()
    {
        var inRules = _rules.All.SelectMany(rule => PromQl.Series(rule.Expr)).ToHashSet();
        var inDashboard = Dashboard.Expressions(Dashboard.Load()).SelectMany(PromQl.Series).ToHashSet();

        Assert.All(_catalogue.Metrics, metric =>
        {
            Assert.True(metric.Series.Any(inRules.Contains), $"No rule uses {metric.Name}.");
            Assert.True(metric.Series.Any(inDashboard.Contains), $"No panel uses {metric.Name}.");
        });
    }

    [Theory]
    [InlineData("sum by (tenant) (rate(cost_total{team=~\"$team\", code!=\"x\"}[5m])) * 3600", "cost_total", "team,code,tenant")]
    [InlineData("a:b:c > 0.5 and on (x) histogram_quantile(0.9, d_bucket[$__range] offset 1d)", "a:b:c,d_bucket", "x")]
    public void PromQl_Expression_GivesItsSeriesAndLabels(string expression, string series, string labels)
    {
        Assert.Equal(series.Split(','), PromQl.Series(expression));
        Assert.Equal(labels.Split(','), PromQl.Labels(expression));
    }

    [Fact]
    public void Alerts_EachOne_SaysWhatHappenedAndHowBadItIs()
    {
        var alerts = _rules.All.Where(rule => rule.Alert is not null).ToList();

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Count, alerts.DistinctBy(rule => rule.Alert).Count());
        Assert.All(alerts, rule =>
        {
            Assert.Contains(rule.Labels["severity"], new[] { "info", "warning", "critical" });
            Assert.NotEmpty(rule.Annotations["summary"]);
            Assert.NotEmpty(rule.Annotations["description"]);
        });
    }

    [Fact]
    public void Dashboard_Panels_HaveTheirOwnIdAndPlace()
    {
        var panels = Dashboard.Panels(Dashboard.Load()).ToList();

        var cells = panels.SelectMany(panel =>
        {
            var place = panel["gridPos"]!;
            return from x in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
                   from y in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
                   select (X: x, Y: y);
        }).ToList();

        Assert.Equal(panels.Count, panels.Select(panel => (int)panel["id"]!).Distinct().Count());
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
    }

    private IEnumerable<string> LabelsOf(string expression) =>
        PromQl.Series(expression).SelectMany(series => _catalogue.OfSeries(series) is { } metric
            ? metric.Attributes.Select(PrometheusNames.OfAttribute).Append("le")
            : LabelsOf(_rules.All.Single(rule => rule.Record == series).Expr));
}
