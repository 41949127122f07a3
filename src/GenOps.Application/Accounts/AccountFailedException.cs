namespace GenOps.Application.Accounts;

/// <summary>The owner of a tenant's account has failed in this instance. What it held counts as in doubt once its lease runs out.</summary>
public sealed class AccountFailedException(Exception innerException)
    : Exception("The account's owner failed in this instance.", innerException);
