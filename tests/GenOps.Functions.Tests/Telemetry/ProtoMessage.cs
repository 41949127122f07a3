using System.Text;
using Google.Protobuf;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>A protobuf message read without its schema: values by field number.</summary>
internal sealed class ProtoMessage
{
    private const int WireTypeBits = 3;

    private readonly ILookup<int, object> _fields;

    public ProtoMessage(byte[] bytes) => _fields = Read(bytes).ToLookup(static field => field.Number, static field => field.Value);

    public IEnumerable<ProtoMessage> All(int field) => _fields[field].Select(static value => new ProtoMessage((byte[])value));

    /// <summary>Messages at the end of a path of fields.</summary>
    public IEnumerable<ProtoMessage> Path(params IEnumerable<int> fields) =>
        fields.Aggregate<int, IEnumerable<ProtoMessage>>([this], static (messages, field) => messages.SelectMany(message => message.All(field)));

    public bool Has(int field) => _fields.Contains(field);

    public string Text(int field) => _fields[field].FirstOrDefault() is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "";

    public string Hex(int field) => _fields[field].FirstOrDefault() is byte[] bytes ? Convert.ToHexStringLower(bytes) : "";

    public double Number(int field) => _fields[field].FirstOrDefault() is double number ? number : 0;

    /// <summary>OTLP's key-value pairs; numbers are invariant text.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) =>
        All(field).ToDictionary(static pair => pair.Text(1), static pair => Value(pair.All(2).Single()));

    private static string Value(ProtoMessage any) =>
        any.Has(1) ? any.Text(1) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{any._fields.SelectMany(static field => field).FirstOrDefault()}");

    private static IEnumerable<(int Number, object Value)> Read(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag && tag != 0)
        {
            object value = (tag & ((1 << WireTypeBits) - 1)) switch
            {
                0 => input.ReadInt64(),
                1 => input.ReadDouble(),
                2 => input.ReadBytes().ToByteArray(),
                _ => input.ReadFixed32(),
            };
            yield return ((int)(tag >> WireTypeBits), value);
        }
    }
}
