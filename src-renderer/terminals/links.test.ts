import { expect, test } from "vitest";
import { openableLink } from "./links.ts";

for (const [text, opened] of [
  ["https://example.org/a?b=c#d", "https://example.org/a?b=c#d"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
  ["HTTPS://EXAMPLE.org", "https://example.org/"],
  ["javascript:alert(1)", undefined],
  [" javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["file:///etc/passwd", undefined],
  ["ssh://host", undefined],
  ["example.org", undefined],
  ["", undefined],
] as const) {
  test(`"${text}" ${opened === undefined ? "cannot be opened" : `opens ${opened}`}`, () => {
    expect(openableLink(text)?.href).toBe(opened);
  });
}
