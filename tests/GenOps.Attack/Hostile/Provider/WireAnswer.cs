using System.Text;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>An answer of the provider as it goes over the wire.</summary>
/// <param name="Pieces">The bytes, head included, in the pieces in which they are written.</param>
/// <param name="What">How it is put on the wire, for the message of a failure.</param>
/// <param name="Body">What it says.</param>
internal sealed record WireAnswer(IReadOnlyList<byte[]> Pieces, string What, byte[] Body)
{
    private const int ShownBytes = 4_000;

    /// <summary>An answer of one piece.</summary>
    public static WireAnswer Of(string head, byte[] body, string what) => new([Encoding.Latin1.GetBytes(head + "\r\n"), body], $"{what}, {head}", body);

    /// <summary>Its beginning, for the message of a failure.</summary>
    public override string ToString() => $"{What}: {Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, ShownBytes)))}";
}
