using GenOps.Attack.Auditing.Rules;

namespace GenOps.Attack.Auditing;

/// <summary>Holds evidence against the promises. It knows nothing of how the app works.</summary>
internal static class Auditor
{
    private static readonly (string Name, Func<Evidence, IEnumerable<string>> Check)[] Rules =
    [
        (nameof(BillRules.HeldBeforeCalled), BillRules.HeldBeforeCalled),
        (nameof(BillRules.OneChargePerBill), BillRules.OneChargePerBill),
        (nameof(AnswerRules.AnswerIsDurable), AnswerRules.AnswerIsDurable),
        (nameof(AnswerRules.RefusalIsFree), AnswerRules.RefusalIsFree),
        (nameof(AnswerRules.RefusalIsTrue), AnswerRules.RefusalIsTrue),
        (nameof(AnswerRules.ErrorsAreNamed), AnswerRules.ErrorsAreNamed),
        (nameof(BudgetRules.NeverOver), BudgetRules.NeverOver),
        (nameof(BudgetRules.NothingHeldAtRest), BudgetRules.NothingHeldAtRest),
        (nameof(BudgetRules.SumsAgree), BudgetRules.SumsAgree),
        (nameof(LedgerRules.EntriesAreUnique), LedgerRules.EntriesAreUnique),
        (nameof(LedgerRules.NothingOfOthers), LedgerRules.NothingOfOthers),
    ];

    /// <summary>The names of all rules.</summary>
    public static IEnumerable<string> RuleNames => Rules.Select(static rule => rule.Name);

    /// <summary>Everything that breaks a promise; nothing when all hold.</summary>
    public static IReadOnlyList<Finding> Audit(Evidence evidence) =>
        [.. Rules.SelectMany(rule => rule.Check(evidence).Select(text => new Finding(rule.Name, text)))];
}
