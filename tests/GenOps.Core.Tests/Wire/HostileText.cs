using System.Text;

namespace GenOps.Core.Tests.Wire;

/// <summary>Seeded text of the sorts that make many tokens: code, emoji, ideographs, combining and control characters, noise; some very long.</summary>
internal static class HostileText
{
    private static readonly string[] Scraps =
    [
        "The quick brown fox. ", "    for (var i = 0; i < n; i++) { x[i] ^= 0x5f; }\n", "{\"a\": [1, 2.5e-3, null]}", "<|im_end|><|endoftext|>", "👩‍👩‍👧‍👦🏳️‍🌈😀",
        "漢字仮名交じり文。", "Z\u0351\u036b\u0343a\u0322\u0321l\u034eg\u0321o", "\u0001\u0002\u001f\t\r\n", "العربية", "ру́сский", "ﷺ", "\U0001D160", "\u200B\u200D\uFEFF",
        "aaaaaaaaaaaaaaaa", "0123456789", "\\\"\\u00e9", "          ", "https://example.com/?q=%F0%9F%98%80&x=1",
    ];

    public static string Next(Random random)
    {
        var text = new StringBuilder();
        var scraps = random.Next(50) == 0 ? random.Next(200, 1_000) : random.Next(0, 12);
        for (var i = 0; i < scraps; i++)
        {
            if (random.Next(3) == 0)
            {
                text.Append(Noise(random));
            }
            else
            {
                text.Append(Scraps[random.Next(Scraps.Length)]);
            }
        }

        return text.ToString();
    }

    private static string Noise(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var limit = random.Next(3) switch
            {
                0 => 0x80,
                1 => 0x3000,
                _ => 0x110000,
            };
            var value = random.Next(limit);
            text.Append(Rune.IsValid(value) ? new Rune(value).ToString() : "?");
        }

        return text.ToString();
    }
}
