namespace GenOps.Application.Reports;

/// <summary>What running calls hold of the leases that this instance owns for a tenant, in nano-dollars by lease id.</summary>
public delegate IReadOnlyDictionary<string, long> LeasesInFlight(string tenant);
