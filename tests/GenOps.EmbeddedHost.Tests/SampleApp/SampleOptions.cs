using System.ComponentModel.DataAnnotations;

namespace GenOps.EmbeddedHost.SampleApp;

internal sealed class SampleOptions
{
    [Range(1, 10)]
    public int Items { get; set; } = 1;

    [Range(1, 10)]
    public int Workers { get; set; } = 1;

    public bool FailsAtStart { get; set; }
}
