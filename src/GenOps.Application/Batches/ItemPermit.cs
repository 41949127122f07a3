using GenOps.Application.Calls;
using GenOps.Application.Rates;

namespace GenOps.Application.Batches;

/// <summary>What the tenant's rates say of an item, other than to wait.</summary>
/// <param name="Rates">What the item took of them; null when they are without limits, or it is not sent.</param>
/// <param name="Fault">Why no waiting helps; null when it may start.</param>
internal sealed record ItemPermit(RatePermit? Rates, CallError? Fault);
