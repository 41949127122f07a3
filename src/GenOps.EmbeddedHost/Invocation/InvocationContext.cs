using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>The one kind of context there is. All that a function seldom asks for is made when it is asked for.</summary>
internal sealed class InvocationContext : FunctionContext, IDisposable
{
    private readonly FunctionRunner _runner;
    private readonly CancellationToken _caller;
    private IServiceProvider? _services;
    private CancellationTokenSource? _linked;
    private string? _invocationId;
    private TraceContext? _trace;
    private BindingContext? _binding;
    private IDictionary<object, object>? _items;
    private IInvocationFeatures? _features;
    private object? _result;
    private Task? _returned;
    private Func<Task, object?>? _resultOf;

    internal InvocationContext(FunctionRunner runner, Function function, HttpContext http)
        : this(runner, function)
    {
        Http = http;
    }

    internal InvocationContext(FunctionRunner runner, Function function, IServiceProvider services, CancellationToken caller)
        : this(runner, function)
    {
        _services = services;
        _caller = caller;
    }

    private InvocationContext(FunctionRunner runner, Function function)
    {
        _runner = runner;
        Function = function;
        Slots = function.SlotCount == 0 ? [] : new object?[function.SlotCount];
    }

    public override string InvocationId => _invocationId ??= _runner.NewInvocationId();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext => _trace ??= new ActivityTraceContext();

    public override BindingContext BindingContext => _binding ??= new RouteBindingContext(Http);

    public override RetryContext RetryContext => NoRetryContext.Instance;

    public override IServiceProvider InstanceServices
    {
        get => _services ?? Http!.RequestServices;
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken =>
        (_linked ??= CancellationTokenSource.CreateLinkedTokenSource(Http?.RequestAborted ?? _caller, _runner.FunctionsEnding)).Token;

    internal Function Function { get; }

    internal HttpContext? Http { get; }

    /// <summary>The arguments that are not read off this context: what the trigger supplies and what binders fetch.</summary>
    internal object?[] Slots { get; }

    /// <summary>Stands between the middleware and the function; null when nothing does.</summary>
    internal Func<Func<ValueTask<object?>>, ValueTask<object?>>? Around { get; init; }

    /// <summary>What the function returned; null when middleware skipped it. Asked for once the function's task has ended.</summary>
    internal object? Result
    {
        get => _returned is null ? _result : _resultOf!(_returned);
        set => (_result, _returned) = (value, null);
    }

    /// <summary>The result is the task's, which need not have ended yet.</summary>
    internal void KeepResultOf<T>(Task<T> returned)
    {
        _returned = returned;
        _resultOf = static ended => ((Task<T>)ended).GetAwaiter().GetResult();
    }

    public void Dispose() => _linked?.Dispose();
}
