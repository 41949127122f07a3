using GenOps.EmbeddedHost.Invocation;

namespace GenOps.EmbeddedHost.Timers;

/// <summary>A timer function and when to run it.</summary>
internal sealed record TimerFunction(TriggeredFunction Function, TimerSchedule Schedule, bool RunOnStartup);
