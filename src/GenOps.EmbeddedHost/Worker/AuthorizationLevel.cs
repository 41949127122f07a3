namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Who may call an HTTP function. This host refuses every level but <see cref="Anonymous"/> at start, because it has no keys.
/// </summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
