const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\bHeadlessChrome\/(\d+)/, "Chromium"],
  [/\bChrome\/(\d+)/, "Chrome or Chromium"],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** "Firefox 140 on Linux": what a browser says of itself, in words. It is a claim, not a proof. */
export function browserWords(userAgent: string): string {
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  const on = system === undefined ? "" : ` on ${system}`;
  for (const [pattern, name] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}${on}`;
  }
  return `An unknown browser${on}`;
}

/** From where a window reached Fairlead. A tunnel (ssh -L) ends on this computer, so it looks like it. */
export function addressWords(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (plain === "") return "an unknown address";
  const local = plain === "::1" || plain.startsWith("127.");
  return local ? `${plain} (this computer, or a tunnel to it)` : plain;
}
