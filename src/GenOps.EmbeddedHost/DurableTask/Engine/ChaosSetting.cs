namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>The chaos that the settings ask for; null when they ask for none.</summary>
internal sealed record ChaosSetting(ChaosMonkey? Monkey);
