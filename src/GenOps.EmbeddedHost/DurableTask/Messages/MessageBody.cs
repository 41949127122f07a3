using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>What a message says.</summary>
internal abstract record MessageBody
{
    [JsonIgnore]
    internal abstract MessageKind Kind { get; }

    internal string Write() => HubJson.Write(this, GetType());

    internal static MessageBody Read(string kind, string json) => Enum.Parse<MessageKind>(kind) switch
    {
        MessageKind.Start => HubJson.Read<StartBody>(json),
        MessageKind.Event => HubJson.Read<EventBody>(json),
        MessageKind.Operation => HubJson.Read<OperationBody>(json),
        MessageKind.Result => HubJson.Read<ResultBody>(json),
        MessageKind.Timer => HubJson.Read<TimerBody>(json),
        MessageKind.Suspend => HubJson.Read<SuspendBody>(json),
        MessageKind.Resume => HubJson.Read<ResumeBody>(json),
        MessageKind.Terminate => HubJson.Read<TerminateBody>(json),
        MessageKind.Activity => HubJson.Read<ActivityBody>(json),
        _ => throw new InvalidDataException($"The hub holds a message of kind '{kind}', which this version does not know."),
    };
}
