using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function a <see cref="DurableTask.Client.DurableTaskClient"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The hub of host.json, which is also the default; this host has no other.</summary>
    public string? TaskHub { get; set; }

    /// <summary>This host always uses the storage that holds the hub.</summary>
    public string? ConnectionName { get; set; }
}
