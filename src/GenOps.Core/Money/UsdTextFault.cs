namespace GenOps.Core.Money;

/// <summary>Why a text is not an amount of US dollars, in order of precedence.</summary>
public enum UsdTextFault
{
    /// <summary>The text is an amount.</summary>
    None,

    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>
    /// A sign stands where none is allowed: amounts are ≥ 0 unless signed ones are asked for, and a plus is never written.
    /// </summary>
    Sign,

    /// <summary>
    /// Something other than ASCII digits with at most one point between digits: spaces, exponents, separators, currency signs.
    /// </summary>
    NotDecimal,

    /// <summary>More than nine decimals, even when the rest are zeros.</summary>
    TooManyDecimals,

    /// <summary>More than <see cref="UsdText.MaxNanoUsd"/>.</summary>
    OutOfRange,
}
