namespace GenOps.EmbeddedHost.Tests.Support;

/// <summary>Tests of what the whole process shares, such as listeners of activity sources: they run apart from all others.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;
