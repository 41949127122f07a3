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
    private const int InputSize = 50;
    private const int InputsAtOnce = 50;

    private readonly int _seed = AttackForm.Seed ?? (AttackForm.IsLong ? RandomNumberGenerator.GetInt32(int.MaxValue) : ShortSeed);

    /// <summary>The property throws for an input that breaks it.</summary>
    public async Task CheckAsync<T>(Gen<T> inputs, Func<T, Task> property)
    {
        var count = AttackForm.IsLong ? longCount : shortCount;
        for (var start = 0; start < count; start += InputsAtOnce)
        {
            // Not all at once: some inputs are large.
            foreach (var input in inputs.Sample(InputSize, new Rnd((ulong)_seed + (ulong)start), Math.Min(InputsAtOnce, count - start)))
            {
                try
                {
                    await property(input);
                }
                catch (Exception exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
                {
                    Assert.Fail($"{this}, from input {start} on\n{exception}");
                }
            }
        }
    }

    public override string ToString() => $"GENOPS_ATTACK_SEED={_seed}";
}
