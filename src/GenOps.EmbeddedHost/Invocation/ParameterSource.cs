using System.Linq.Expressions;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Where a parameter's argument comes from at each invocation.</summary>
internal abstract record ParameterSource
{
    private ParameterSource()
    {
    }

    /// <summary>Read off the context (an expression of <see cref="InvocationContext"/>) without awaiting anything.</summary>
    internal sealed record FromContext(Func<ParameterExpression, Expression> Read) : ParameterSource;

    /// <summary>Given by the trigger with each invocation.</summary>
    internal sealed record FromTrigger : ParameterSource;

    /// <summary>Fetched before the function is called.</summary>
    internal sealed record Fetched(Func<FunctionContext, ValueTask<object?>> FetchAsync) : ParameterSource;
}
