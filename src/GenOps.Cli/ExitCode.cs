namespace GenOps.Cli;

/// <summary>What the process answers to whoever started it.</summary>
internal enum ExitCode
{
    /// <summary>Done, or stopped as asked with everything saved.</summary>
    Done = 0,

    /// <summary>It could not start, broke down, or was refused; standard error says why.</summary>
    Failed = 1,

    /// <summary>The command line is wrong; nothing was started.</summary>
    Usage = 2,

    /// <summary>The app does not answer at its URL.</summary>
    Unreachable = 3,

    /// <summary>There is no key, or the app refuses it.</summary>
    KeyRefused = 4,

    /// <summary>A budget refuses the call; nothing was spent.</summary>
    BudgetRefused = 5,

    /// <summary>Ended by Ctrl-C before it was done: <c>up</c> by the second one, nothing saved; <c>batch watch</c> by the first one.</summary>
    Interrupted = 130,
}
