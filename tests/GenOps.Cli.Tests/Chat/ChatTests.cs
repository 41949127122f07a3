using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Chat;

public sealed class ChatTests(CliApp app)
{
    // A call of the default model that holds far more than it: 400 tokens out at 0.20 USD a million.
    private const string SmallLimit = "0.00005";

    [Fact]
    public async Task Chat_Text_StreamsTheAnswerAndTellsItsExactCost()
    {
        var user = await app.UserAsync();

        var run = await user.RunAsync("chat", "Say", "hello.", "--max-tokens", "20");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.True(run.Output.Split(' ').Length > 5, run.Output);
        var usage = await user.JsonAsync("usage", "--group-by", "none");
        var cost = usage.GetProperty("totals").GetProperty("cost_usd").GetString()!;
        Assert.Contains($"cost {cost.TrimEnd('0')} USD · left ", run.Error);
        Assert.Contains("of 10.00 USD (tenant, ", run.Error);
        Assert.Contains("--max-tokens allows more", run.Error);
    }

    [Fact]
    public async Task Chat_PipedInput_IsTheQuestion()
    {
        var user = await app.UserAsync();

        var run = await user.RunWithInputAsync("Say hello.\n", "chat", "--json", "--system", "Be brief.");

        var answer = JsonElement.Parse(run.Output);
        Assert.NotEqual("", answer.Text("content"));
        Assert.Equal("stop", answer.Text("finish_reason"));
        Assert.Matches("^0\\.[0-9]{9}$", answer.Field("genops").Text("cost_usd"));
        Assert.True(answer.Field("usage").Count("completion_tokens") > 0);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Chat_NothingToAsk_IsWrongUse()
    {
        var user = await app.UserAsync();

        var run = await user.RunWithInputAsync("  \n", "chat");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("nothing to ask", run.Error);
    }

    [Fact]
    public async Task Chat_TeamProjectSession_ChargesThem()
    {
        var user = await app.UserAsync();
        var session = (await user.JsonAsync("sessions", "start", "--name", "s")).Text("id")!;

        await user.OutputAsync("chat", "Hi.", "--team", "search", "--project", "ranker", "--session", session);

        var entry = (await user.JsonAsync("ledger")).Items("data").Single();
        Assert.Equal(session, entry.Text("session_id"));
        Assert.Equal(("search", "ranker"), (entry.Field("attributes").Text("team"), entry.Field("attributes").Text("project")));
    }

    [Fact]
    public async Task Chat_OverBudget_TellsScopeNeededLeftAndReset()
    {
        var user = await app.UserAsync(SmallLimit);
        await user.OutputAsync("chat", "Hi.", "--max-tokens", "100");

        var run = await user.RunAsync("chat", "Hi.", "--max-tokens", "220");

        Assert.Equal(ExitCode.BudgetRefused, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("402 budget_exceeded", run.Error);
        Assert.Matches(@"(?m)^  Budget  tenant, \d{4}-\d\d-\d\d: limit 0\.00005 USD$", run.Error);
        Assert.Matches(@"(?m)^  Needed  0\.0000\d+ USD", run.Error);
        Assert.Matches(@"(?m)^  Left    0\.0000\d+ USD$", run.Error);
        Assert.Matches(@"(?m)^  Resets  \d{4}-\d\d-\d\d 00:00:00Z$", run.Error);
    }

    [Fact]
    public async Task Chat_AStreamBreaks_KeepsWhatCameAndFails()
    {
        var user = await app.UserAsync();

        var run = await user.RunAsync("chat", "[[sim:fault=cut,chunks=3]]");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.NotEqual("", run.Output.Trim());
        Assert.EndsWith(Environment.NewLine, run.Output);
        Assert.Contains("What arrived is charged", run.Error);
    }

    [Fact]
    public async Task Chat_Conversation_SumsCostsAndSurvivesRefusals()
    {
        var user = await app.UserAsync(SmallLimit);

        var run = await user.TalkAsync("Hi.\n/nope\n\nAnd [[sim:fault=400]]\nAgain.\n/new\n/exit\n", "chat", "--max-tokens", "20");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("There is no command '/nope'", run.Error);
        Assert.Contains("400 provider_rejected", run.Error);
        Assert.Matches(@"(?m)^  Provider  400: \S", run.Error);
        Assert.Matches(@"2 answers 0\.0000\d+ USD", run.Error);
        Assert.Equal(2, (await user.JsonAsync("usage", "--group-by", "none")).Field("totals").Count("operations"));
    }

    [Fact]
    public async Task Chat_Conversation_EndsWithItsInput()
    {
        var user = await app.UserAsync();

        Assert.Equal(ExitCode.Done, (await user.TalkAsync("", "chat")).ExitCode);
    }

    [Fact]
    public async Task Chat_WrongKey_SaysSoWithoutShowingIt()
    {
        var user = (await app.UserAsync()).With("GENOPS_KEY", "gk-00000000000000000000-a-secret-that-is-wrong");

        var run = await user.RunAsync("chat", "Hi.");

        Assert.Equal(ExitCode.KeyRefused, run.ExitCode);
        Assert.Contains("401 invalid_api_key", run.Error);
        Assert.DoesNotContain("a-secret", run.Error);
    }

    [Fact]
    public async Task Chat_NoKey_SaysHowToGiveOne()
    {
        var user = (await app.UserAsync()).With("GENOPS_KEY", null);

        var run = await user.RunAsync("chat", "Hi.");

        Assert.Equal(ExitCode.KeyRefused, run.ExitCode);
        Assert.All(["--key", "GENOPS_KEY", "genops up"], way => Assert.Contains(way, run.Error));
    }

    [Fact]
    public async Task Chat_NothingListens_IsUnreachable()
    {
        var user = (await app.UserAsync()).With("GENOPS_URL", "http://127.0.0.1:1");

        var run = await user.RunAsync("chat", "Hi.");

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/", run.Error);
        Assert.Contains("genops up", run.Error);
    }

    [Fact]
    public async Task Chat_UnknownModel_SaysWhatToDo()
    {
        var run = await (await app.UserAsync()).RunAsync("chat", "Hi.", "--model", "nobody/nothing");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("400 model_not_priced", run.Error);
    }
}
