using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace GenOps.Infra.Tests.Workflows;

/// <summary>What must hold of a workflow: one sentence for each violation.</summary>
internal static partial class WorkflowRules
{
    public static IEnumerable<string> Violations(Workflow workflow) =>
        [
            .. Permissions(workflow), .. Secrets(workflow), .. Actions(workflow),
            .. Injection(workflow), .. Paths(workflow), .. Limits(workflow),
        ];

    private static IEnumerable<string> Permissions(Workflow workflow)
    {
        if (Workflow.Section(workflow.Root, "permissions") is not { } atTop)
        {
            return ["permissions are not restricted at the top"];
        }

        var granted = workflow.Jobs.Select(job => Workflow.Section(job.Value, "permissions")).OfType<YamlMappingNode>().Append(atTop)
            .SelectMany(section => section.Children.Select(entry => $"{entry.Key}: {entry.Value}"));
        return granted.Except(["contents: read", "id-token: write"]).Select(extra => $"not needed: {extra}");
    }

    private static IEnumerable<string> Secrets(Workflow workflow) =>
        LongLived().Matches(workflow.Text).Select(match => $"a long-lived secret: {match.Value}");

    private static IEnumerable<string> Actions(Workflow workflow) =>
        from step in workflow.Steps
        let action = Workflow.Value(step, "uses")
        where action is not null
        from fault in ActionFaults(step, action)
        select fault;

    private static IEnumerable<string> ActionFaults(YamlMappingNode step, string action)
    {
        if (!Pinned().IsMatch(action))
        {
            yield return $"{action} is not pinned, or from someone else than GitHub and Azure";
        }

        var with = Workflow.Section(step, "with");
        if (action.StartsWith("actions/checkout@", StringComparison.Ordinal)
            && (with is null || Workflow.Value(with, "persist-credentials") != "false"))
        {
            yield return "the checkout leaves its token in the working copy";
        }
    }

    private static IEnumerable<string> Injection(Workflow workflow) =>
        workflow.Commands.Where(command => command.Contains("${{", StringComparison.Ordinal))
            .Select(command => $"a command is put together from an expression: {command}");

    private static IEnumerable<string> Paths(Workflow workflow)
    {
        var paths = workflow.Commands.SelectMany(command => RepositoryPath().Matches(command)).Select(match => match.Groups[1].Value);
        foreach (var path in paths.Distinct())
        {
            var full = Repository.PathOf(path);
            if (!File.Exists(full) && !Directory.Exists(full))
            {
                yield return $"{path} does not exist";
            }
            else if (path.EndsWith(".sh", StringComparison.Ordinal) && !File.GetUnixFileMode(full).HasFlag(UnixFileMode.UserExecute))
            {
                yield return $"{path} is not executable";
            }
        }
    }

    private static IEnumerable<string> Limits(Workflow workflow) =>
        workflow.Jobs.Where(job => Workflow.Value(job.Value, "timeout-minutes") is null).Select(job => $"job {job.Key} has no time limit");

    [GeneratedRegex(@"secrets\.(?!GITHUB_TOKEN)\w+|client-secret|publish-profile|\bcreds:|AZURE_CREDENTIALS")]
    private static partial Regex LongLived();

    [GeneratedRegex(@"^(actions|azure)/[\w-]+@(v\d+|[0-9a-f]{40})$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?<![\w./-])((?:src|tests|infra|\.ci)/[\w./-]*\w|[\w.]+\.sln|local\.settings\.sample\.json)")]
    private static partial Regex RepositoryPath();
}
