using System.Text.RegularExpressions;

namespace GenOps.Benchmarks.Report;

/// <summary>Fills a template with what was measured. A placeholder that nothing fills, and a topic without a place, are errors.</summary>
internal static partial class ReportWriter
{
    public static string Write(string template, RunFacts facts, IReadOnlyList<Topic> topics)
    {
        var places = topics.ToDictionary(static topic => $"topic:{topic.Name}", TopicText, StringComparer.Ordinal);
        places.Add("run", facts.Text);
        places.Add("targets", TargetsText(topics));
        places.Add("missed", MissedText(topics));
        var unused = places.Keys.ToHashSet(StringComparer.Ordinal);
        var text = Place().Replace(template, match =>
        {
            var name = match.Groups[1].Value;
            unused.Remove(name);
            return places.GetValueOrDefault(name) ?? throw new InvalidDataException($"The template has the place '{name}', which nothing fills.");
        });
        return unused.Count == 0 ? text : throw new InvalidDataException($"The template has no place for {string.Join(", ", unused)}.");
    }

    /// <summary>One topic as its section shows it.</summary>
    public static string TopicText(Topic topic)
    {
        if (topic.Failure is { } failure)
        {
            return $"**Not measured in this run:** {failure}";
        }

        var tables = new List<string>();
        if (topic.Figures.Count > 0)
        {
            tables.Add(MarkdownTable.Of(
                ["figure", "target", "measured", "verdict"],
                topic.Figures.Select(static figure => (string[])[figure.Name, figure.TargetText, figure.Text, figure.Verdict])));
        }

        if (topic.Grid is { } grid)
        {
            tables.Add(MarkdownTable.Of(grid.Head, grid.Rows));
        }

        return string.Join("\n\n", tables);
    }

    private static string TargetsText(IReadOnlyList<Topic> topics) => MarkdownTable.Of(
        ["topic", "figure", "target", "measured", "verdict"],
        from topic in topics
        from figure in topic.Figures
        where figure.Target is not null
        select (string[])[$"[{topic.Name}](#{topic.Name})", figure.Name, figure.TargetText, figure.Text, figure.Verdict]);

    private static string MissedText(IReadOnlyList<Topic> topics)
    {
        var lines = topics.Where(static topic => topic.Failure is not null).Select(static topic => $"- {topic.Name} was not measured: {topic.Failure}")
            .Concat(
                from topic in topics
                from figure in topic.Figures
                where figure.IsMissed
                select $"- {topic.Name}, {figure.Name}: {figure.Text} instead of {figure.TargetText}. {figure.WhenMissed}");
        var text = string.Join('\n', lines);
        return text.Length > 0 ? "What misses its target, and why:\n\n" + text : "Every target is met in this run.";
    }

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Place();
}
