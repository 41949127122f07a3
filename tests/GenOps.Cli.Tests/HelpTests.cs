using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests;

public sealed class HelpTests
{
    // A line of the list of commands that still reads as one on a wide terminal.
    private const int MaximumDescription = 130;

    private static readonly CommandHost Host = new(new Terminal { Output = TextWriter.Null, Error = TextWriter.Null, Input = TextReader.Null });

    public static TheoryData<string> Paths => [.. All().Select(static found => found.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Describe_Command_SaysItselfInASentence(string path)
    {
        var command = Find(path);

        Assert.EndsWith(".", command.Description?.Replace(" (admin key).", ".", StringComparison.Ordinal));
        Assert.InRange(command.Description!.Length, 10, MaximumDescription);
        Assert.All(command.Options.Where(static option => option is not HelpOption), static option =>
        {
            Assert.True(option.Description is [_, .., '.' or ']'], $"{option.Name}: {option.Description}");
            Assert.True(option.ValueType == typeof(bool) || option.HelpName is not null, $"{option.Name} does not say what its value is.");
            Assert.True(IsDefaultTold(option), $"{option.Name} does not say its default: {option.Description}");
        });
        Assert.All(command.Arguments, static argument => Assert.EndsWith(".", argument.Description?.TrimEnd(']') + (argument.Description is [.., ']'] ? "." : "")));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Help_Command_ShowsItsOptionsAndExamples(string path)
    {
        var run = await CommandRun.StartAsync(new Dictionary<string, string>(), null, [.. path.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("", run.Error);
        var command = Find(path);
        Assert.Contains(command.Description!, run.Output);
        Assert.All(command.Options, option => Assert.Contains(option.Name, run.Output));
        Assert.Contains("--profile", run.Output);
        Assert.All(((DocumentedCommand)command).Examples, example => Assert.Contains("  " + example + Environment.NewLine, run.Output));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Examples_Command_AreValidCommandLines(string path)
    {
        var command = Assert.IsType<DocumentedCommand>(Find(path));
        Assert.NotEmpty(command.Examples);
        var root = new RootCommand();
        Host.Options.AddTo(root);
        foreach (var child in Commands.All(Host))
        {
            root.Add(child);
        }

        Assert.All(command.Examples.SelectMany(Calls), line =>
        {
            var errors = root.Parse([.. CommandLineParser.SplitCommandLine(line)]).Errors;
            Assert.True(errors.Count == 0, $"{line}: {string.Join(' ', errors.Select(static error => error.Message))}");
        });
    }

    [Fact]
    public async Task Help_Root_ListsEveryCommandAndExitCode()
    {
        var run = await CommandRun.StartAsync(new Dictionary<string, string>(), null, ["--help"]);

        Assert.All(Commands.All(Host), command => Assert.Matches($@"(?m)^  {command.Name}\s+[\w<]", run.Output));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Matches($@"(?m)^  {(int)code}\s+\w", run.Output));
        Assert.All(run.Output.Split('\n'), static line => Assert.True(line.Length < 180, line));
    }

    private static bool IsDefaultTold(Option option) =>
        option.HasDefaultValue || option.Required || option.ValueType == typeof(bool) || option.ValueType == typeof(string[])
        || option.Description!.Contains("[default: ", StringComparison.Ordinal) || OptionsWithoutDefault.Contains(option.Name);

    // What is absent unless given, and where that is plain from what they do.
    private static readonly string[] OptionsWithoutDefault =
    [
        "--out", "--name", "--team", "--project", "--system", "--session", "--prompt", "--input-tokens", "--model", "--save-profile",
    ];

    /// <summary>The parts of a shell line that call the program, without what the shell takes for itself.</summary>
    private static IEnumerable<string> Calls(string example) => example
        .Split(" | ")
        .Where(static part => part.StartsWith("genops ", StringComparison.Ordinal))
        .Select(static part => part["genops ".Length..].Split(" > ")[0]);

    private static Command Find(string path) => All().Single(found => found.Path == path).Command;

    private static IEnumerable<(string Path, Command Command)> All() => Commands.All(Host).SelectMany(static command => Below(command.Name, command));

    private static IEnumerable<(string Path, Command Command)> Below(string path, Command command) =>
        [(path, command), .. command.Subcommands.SelectMany(child => Below($"{path} {child.Name}", child))];
}
