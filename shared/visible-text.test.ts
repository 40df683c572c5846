import { expect, test } from "vitest";
import { unreachable } from "./result.ts";
import { hidesSomething, type Piece, visibleText } from "./visible-text.ts";

const drawn = (pieces: Piece[]): string => pieces.map(drawnPiece).join("");

function drawnPiece(piece: Piece): string {
  switch (piece.kind) {
    case "plain":
      return piece.text;
    case "invisible":
      return `[${piece.shown}]`;
    case "lookalike":
      return `<${piece.text}>`;
    default:
      return unreachable(piece);
  }
}

for (const [title, text, shown] of [
  ["plain ASCII stays", "systemctl reload nginx", "systemctl reload nginx"],
  ["newlines stay", "a\nb", "a\nb"],
  ["a tab is shown", "a\tb", "a[⇥]b"],
  ["spaces at the end of a line are shown", "a b  \nc ", "a b[·][·]\nc[·]"],
  ["escape", "echo \u001b[31m", "echo [ESC][31m"],
  ["the first and the last of the controls", "\u0000\u0007\u001f", "[NUL][BEL][US]"],
  ["carriage return", "a\rb", "a[CR]b"],
  ["delete", "a\u007f", "a[DEL]"],
  ["C1 control", "a\u009bb", "a[⟨U+009B⟩]b"],
  ["right-to-left override", "cat \u202etxt.sh", "cat [⟨U+202E⟩]txt.sh"],
  ["isolate", "\u2066x\u2069", "[⟨U+2066⟩]x[⟨U+2069⟩]"],
  ["zero width space", "r\u200bm", "r[⟨U+200B⟩]m"],
  ["no-break space", "rm\u00a0-rf", "rm[⟨U+00A0⟩]-rf"],
  ["byte order mark", "\ufeffls", "[⟨U+FEFF⟩]ls"],
  ["variation selector", "a\ufe0fb", "a[⟨U+FE0F⟩]b"],
  ["tag characters beyond the first plane", "a\u{e0041}", "a[⟨U+E0041⟩]"],
  ["Hangul filler", "\u3164", "[⟨U+3164⟩]"],
  ["lone surrogate", "a\ud800b", "a[⟨U+D800⟩]b"],
  ["Cyrillic letter in a Latin word", "sуstemctl", "s<у>stemctl"],
  ["a Cyrillic word is ordinary", "ls Документы", "ls Документы"],
  ["accents and Chinese are ordinary", "ls café 漢字", "ls café 漢字"],
  ["full-width and mathematical letters", "\uff52m \u{1d42b}m", "<\uff52>m <\u{1d42b}>m"],
  ["minus sign and hyphen bullet", "rm \u2212rf \u2043f", "rm <\u2212>rf <\u2043>f"],
  ["en dash", "rm –rf", "rm <–>rf"],
  ["typographic quotes", "echo “x”", "echo <“>x<”>"],
  ["Greek question mark", "a\u037e b", "a<\u037e> b"],
  ["Armenian colon and Greek backtick", "a\u0589b \u1fefid", "a<\u0589>b <\u1fef>id"],
] as const) {
  test(title, () => {
    const pieces = visibleText(text);
    expect(drawn(pieces)).toBe(shown);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });
}

test("titles name the character", () => {
  expect(visibleText("\u202e\u{e0041}\u0001")).toEqual([
    {
      kind: "invisible",
      text: "\u202e",
      shown: "⟨U+202E⟩",
      title: "right-to-left override (U+202E)",
    },
    {
      kind: "invisible",
      text: "\u{e0041}",
      shown: "⟨U+E0041⟩",
      title: "invisible tag character (U+E0041)",
    },
    { kind: "invisible", text: "\u0001", shown: "SOH", title: "control character (U+0001)" },
  ]);
});

test("tabs and trailing spaces alone hide nothing", () => {
  expect([hidesSomething("a\tb \n"), hidesSomething("a\u200b")]).toEqual([false, true]);
});
