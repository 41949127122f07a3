using System.CommandLine;
using GenOps.Cli.Up;

namespace GenOps.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly CommandHost _host;
    private UpOptions? _ran;

    public CommandLineTests() => _host = new CommandHost(new Terminal { Output = _output, Error = _error, Input = TextReader.Null });

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task RunAsync_NoFlags_RunsWithDefaults()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("up"));

        Assert.Equal(new UpOptions { Data = ".genops" }, _ran);
    }

    [Fact]
    public async Task RunAsync_AllFlags_ReachTheCommand()
    {
        const string Account = "AccountName=a;AccountKey=b==";

        Assert.Equal(ExitCode.Done, await RunAsync("up", "--port", "0", "--storage", Account, "--simulate", "--data", "d", "--verbose", "--json", "--admin-key", "k"));

        Assert.Equal(new UpOptions { Port = 0, Storage = Account, Simulate = true, Data = "d", Verbose = true, IsJson = true, AdminKey = "k" }, _ran);
    }

    [Theory]
    [InlineData("--prot", "--prot", "up", "--prot", "1")]
    [InlineData("--port without a number", "--port", "up", "--port")]
    [InlineData("--port with a word", "high", "up", "--port", "high")]
    [InlineData("--port below", "-1", "up", "--port", "-1")]
    [InlineData("--port above", "65536", "up", "--port", "65536")]
    [InlineData("--storage unknown", "azzurite", "up", "--storage", "azzurite")]
    [InlineData("an unknown command", "down", "down")]
    [InlineData("a stray word", "now", "up", "now")]
    [InlineData("an app elsewhere", "--url", "up", "--url", "http://127.0.0.1:1")]
    [InlineData("a key", "--key", "up", "--key", "gk-0")]
    [InlineData("nothing", "needs one of: up")]
    public async Task RunAsync_WrongCommandLine_SaysWhatIsWrongAndRunsNothing(string what, string named, params string[] args)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(args));

        Assert.Null(_ran);
        Assert.Equal("", _output.ToString());
        Assert.True(_error.ToString().Contains(named, StringComparison.Ordinal), $"{what}: {_error}");
        Assert.Contains("--help'", _error.ToString());
    }

    [Theory]
    [InlineData("ap", "up")]
    [InlineData("up", "--port", "--prot", "1")]
    [InlineData("ap", "up", "some", "more", "--words")]
    public async Task RunAsync_Misspelt_SuggestsTheRightWord(string command, string suggestion, params string[] more)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync([command, .. more]));

        Assert.Matches($@"(?m)^{suggestion}\s*$", _error.ToString());
    }

    [Fact]
    public async Task RunAsync_AKeyInAWrongPlace_IsNotRepeated()
    {
        const string Key = "gk-7t0avk04qqrtm5e1mk2n-2xht4t19w9tshvrvd8qd61v5ydn1pp6zqbghst7rnp97vt2xj4az";

        Assert.Equal(ExitCode.Usage, await RunAsync("up", Key));

        Assert.DoesNotContain("2xht4t", _error.ToString());
        Assert.Contains("…j4az", _error.ToString());
    }

    [Fact]
    public async Task RunAsync_SeveralFaults_TellsAll()
    {
        Assert.Equal(ExitCode.Usage, await RunAsync("up", "--port", "70000", "--storage", "disk"));

        Assert.Contains("70000", _error.ToString());
        Assert.Contains("disk", _error.ToString());
    }

    [Fact]
    public async Task RunAsync_Help_ListsFlagsAndEveryExitCode()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("up", "--help"));

        Assert.Null(_ran);
        var help = _output.ToString();
        Assert.All(["--port", "--storage", "--simulate", "--data", "--verbose"], flag => Assert.Contains(flag, help));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Matches($@"(?m)^  {(int)code}\s+\w", help));
    }

    [Fact]
    public async Task RunAsync_HelpOfTheRoot_ListsTheCommand()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("--help"));

        Assert.Matches(@"(?m)^  up\s+\w", _output.ToString());
    }

    [Fact]
    public async Task RunAsync_CommandFails_OneLineWithoutStackTrace()
    {
        Assert.Equal(ExitCode.Failed, await RunFailingAsync(new CommandFault("Too\nbad.")));

        Assert.Equal("error: Too bad." + Environment.NewLine, _error.ToString());
    }

    [Fact]
    public async Task RunAsync_FaultOfTheProgram_KeepsTheStackTrace()
    {
        Assert.Equal(ExitCode.Failed, await RunFailingAsync(new InvalidOperationException("Never.")));

        Assert.Contains(nameof(RunFailingAsync), _error.ToString());
    }

    private Task<ExitCode> RunAsync(params string[] args) => CommandLine.RunAsync(
        args,
        _host,
        UpCommand.Create(_host, options =>
        {
            _ran = options;
            return Task.FromResult(ExitCode.Done);
        }));

    private async Task<ExitCode> RunFailingAsync(Exception fault)
    {
        var command = new Command("fail");
        command.SetAction(async parsed =>
        {
            await Task.Yield();
            throw fault;
        });
        return await CommandLine.RunAsync(["fail"], _host, command);
    }
}
