using GenOps.Examples;

// dotnet run --project docs/examples/csharp -- workers|memory
return args switch
{
    ["workers", .. var prompts] => await Workers.RunAsync(prompts),
    ["memory", .. var count] => await MemoryProfile.RunAsync(count is [var calls, ..] ? int.Parse(calls, null) : 500),
    _ => Settings.Usage(),
};
