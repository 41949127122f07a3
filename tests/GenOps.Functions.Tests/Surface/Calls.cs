using System.Reflection;
using System.Reflection.Emit;

namespace GenOps.Functions.Tests.Surface;

/// <summary>What the code of an assembly touches, read from its IL.</summary>
internal static class Calls
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => code.Value);

    /// <summary>Every method and constructor of a type, nested types' too: state machines and closures are among them.</summary>
    public static IEnumerable<MethodBase> CodeOf(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared))
            .Concat(type.GetNestedTypes(Declared).SelectMany(CodeOf));

    /// <summary>The methods, constructors and fields that a method's code names.</summary>
    public static IEnumerable<MemberInfo> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opCode = ReadOpCode(code, ref at);
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            }

            at += OperandLength(opCode, code, at);
        }
    }

    private static OpCode ReadOpCode(byte[] code, ref int at)
    {
        const byte TwoBytes = 0xFE;
        short value = code[at++];
        return OpCodesByValue[value == TwoBytes ? (short)((value << 8) | code[at++]) : value];
    }

    private static int OperandLength(OpCode opCode, byte[] code, int at) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
