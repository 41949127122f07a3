namespace GenOps.Simulator;

internal enum LogprobsStyle
{
    None,

    /// <summary><c>logprobs: 1</c>, answered with parallel arrays.</summary>
    Together,

    /// <summary><c>logprobs: true</c>, answered with one object a token.</summary>
    OpenAi,
}
