/**
 * Lines as busy programs print them: colours of every kind, accents, wide characters, emoji, some long lines. The same
 * text every time. Needs nothing from outside itself, so that a page can make it, too.
 */
export function colouredText(bytes: number): Uint8Array {
  const words = [
    ...["error", "connection", "naïve", "größer", "Документы", "listening", "0.0.0.0:443", "GET"],
    ...["/var/log/nginx/access.log", "日本語の文章", "漢字", "한국어", "✓", "🚀", "→", "200", "ok"],
  ];
  let seed = 20_26;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  const colour = () => {
    const kinds = [
      `\u001b[${31 + random(7)}m`,
      `\u001b[1;${91 + random(6)}m`,
      `\u001b[38;5;${random(256)}m`,
      `\u001b[38;2;${random(256)};${random(256)};${random(256)}m`,
      "\u001b[4m",
      "\u001b[0m",
    ];
    return kinds[random(kinds.length)];
  };
  const encoder = new TextEncoder();
  const text = new Uint8Array(bytes);
  let filled = 0;
  while (filled < bytes) {
    const count = random(20) === 0 ? 60 : 4 + random(10);
    let line = "";
    for (let index = 0; index < count; index += 1) {
      line += `${random(3) === 0 ? colour() : ""}${words[random(words.length)]} `;
    }
    const encoded = encoder.encode(`${line}\u001b[0m\r\n`);
    // A line that does not fit is filled up with spaces, so that no character is cut.
    if (filled + encoded.length > bytes) text.fill(32, filled);
    else text.set(encoded, filled);
    filled += encoded.length;
  }
  return text;
}
