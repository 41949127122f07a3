using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Serves the functions of one kind of trigger other than HTTP. Registered as a singleton of this type.</summary>
internal interface ITriggerHandler
{
    bool Handles(TriggerBindingAttribute trigger);

    /// <summary>Takes a function over, once, before any hosted service starts.</summary>
    /// <exception cref="Hosting.HostStartupException">The function's parameters or settings do not suit the trigger.</exception>
    void Add(TriggeredFunction function);
}
