using GenOps.Cli.Init;
using Spectre.Console.Testing;

namespace GenOps.Cli.Tests.Init;

public sealed class InitWizardTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public void Ask_Nothing_TakesTheDefaults()
    {
        Type("", "", "", "", "", "");

        Assert.Equal(new InitAnswers().Complete(), Ask(new InitAnswers()));
    }

    [Fact]
    public void Ask_Answers_AreTakenAndKeysNotShown()
    {
        Type("provider-secret", "admin-secret", "search", "5", "none", "strict");

        var answers = Ask(new InitAnswers());

        Assert.Equal(("provider-secret", "admin-secret", "search"), (answers.ProviderKey, answers.AdminKey, answers.Tenant));
        Assert.Equal(("5", "none", "strict"), (answers.DailyLimitUsd, answers.MonthlyLimitUsd, answers.Policy));
        Assert.DoesNotContain("secret", _console.Output);
        Assert.DoesNotContain("secret", answers.ToString());
    }

    [Fact]
    public void Ask_WrongAnswers_AreAskedAgain()
    {
        Type("", "", "Big Name", "search", "much", "5", "", "nice", "strict");

        var answers = Ask(new InitAnswers());

        Assert.Equal(("search", "5", "strict"), (answers.Tenant, answers.DailyLimitUsd, answers.Policy));
        Assert.Contains("lower-case letters", _console.Output);
        Assert.Contains("at most 9 decimals", _console.Output);
    }

    [Fact]
    public void Ask_GivenByFlag_IsNotAsked()
    {
        var given = new InitAnswers
        {
            ProviderKey = "p", AdminKey = "a", Tenant = "t", DailyLimitUsd = "1", MonthlyLimitUsd = "2", Policy = "strict",
        };

        Assert.Equal(given, Ask(given));
        Assert.Equal("", _console.Output);
    }

    private InitAnswers Ask(InitAnswers given) => InitWizard.Ask(_console, given, asksKeys: true);

    private void Type(params string[] lines)
    {
        _console.Profile.Capabilities.Interactive = true;
        foreach (var line in lines)
        {
            _console.Input.PushTextWithEnter(line);
        }
    }
}
