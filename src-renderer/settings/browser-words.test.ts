import { expect, test } from "vitest";
import { addressWords, browserWords } from "./browser-words.ts";

const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";

for (const [userAgent, words] of [
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox 140 on Linux",
  ],
  [`${chrome} Chrome/156.0.0.0 Safari/537.36`, "Chrome or Chromium 156 on Windows"],
  [`${chrome} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.3.1`, "Edge 156 on Windows"],
  [`${chrome} Chrome/156.0.0.0 Safari/537.36 OPR/120.0`, "Opera 120 on Windows"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
    "Chromium 156 on Linux",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    "Safari 26 on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    "Safari 26 on iOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
    "Chrome or Chromium 156 on Android",
  ],
  ["curl/8.9", "An unknown browser"],
  ["", "An unknown browser"],
] as const) {
  test(`${userAgent.slice(0, 60)} -> ${words}`, () => {
    expect(browserWords(userAgent)).toBe(words);
  });
}

test("an address says when a tunnel may stand behind it", () => {
  expect(
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "::ffff:192.0.2.7", "2001:db8::1", ""].map(
      addressWords,
    ),
  ).toEqual([
    "127.0.0.1 (this computer, or a tunnel to it)",
    "::1 (this computer, or a tunnel to it)",
    "127.0.0.1 (this computer, or a tunnel to it)",
    "192.0.2.7",
    "2001:db8::1",
    "an unknown address",
  ]);
});
