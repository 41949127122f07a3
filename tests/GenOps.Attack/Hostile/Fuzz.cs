using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile;

/// <summary>
/// Checks a property with many inputs. The short form always makes the same ones, the long form others each time; <c>GENOPS_ATTACK_SEED</c> makes
/// those of a failure again.
/// </summary>
/// <param name="shortCount">Inputs of the short form.</param>
/// <param name="longCount">Inputs of the long form.</param>
internal sealed class Fuzz(int shortCount, int longCount)
{
    private const int ShortSeed = 20261128;

    private readonly int _seed = AttackForm.Seed ?? (AttackForm.IsLong ? RandomNumberGenerator.GetInt32(int.MaxValue) : ShortSeed);

    /// <summary>The property throws for an input that breaks it.</summary>
    public void Check<T>(Gen<T> inputs, Action<T> property)
    {
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(AttackForm.IsLong ? longCount : shortCount)
            .WithReplay(new Replay(new Rnd((ulong)_seed), size: null));
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(inputs.ToArbitrary(), property));
        }
        catch (Exception exception)
        {
            Assert.Fail($"{this}\n{exception.Message}");
        }
    }

    public override string ToString() => $"GENOPS_ATTACK_SEED={_seed}";
}
