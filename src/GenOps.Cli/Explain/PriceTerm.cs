namespace GenOps.Cli.Explain;

/// <summary>One kind of token and what a million of it costs.</summary>
internal sealed record PriceTerm(string Kind, long Tokens, long NanoUsdPerMillion);
