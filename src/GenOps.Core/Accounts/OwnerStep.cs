namespace GenOps.Core.Accounts;

/// <summary>What an owner wants done next. At most one step is out at any time.</summary>
public abstract class OwnerStep
{
    private protected OwnerStep()
    {
    }
}
