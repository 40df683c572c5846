import { expect, test } from "vitest";
import { ShownText } from "./shown-text.ts";

function shown(text: string, alternateScreen = false): ShownText {
  const bytes = Buffer.from(text);
  return new ShownText({
    output: { tail: (limit) => bytes.subarray(-limit) },
    size: () => ({ columns: 10, rows: 2 }),
    alternateScreen: () => alternateScreen,
    redact: (given, columns) =>
      columns === undefined
        ? given.replaceAll("hunter2hunter2", "[secret]")
        : given.replaceAll("pass", "[seen]"),
  });
}

test("the screen, and what has scrolled off it", () => {
  const text = shown("one\r\ntwo\r\n\x1b[31mthree\x1b[0m");
  expect(text.screen()).toBe("two\nthree");
  expect(text.screen(5)).toBe("one\ntwo\nthree");
  expect(text.recent(6)).toBe("\nthree");
});

test("a secret is known before the screen's edge breaks it", () => {
  expect(shown("a hunter2hunter2 b").screen()).toBe("a [secret]\n b");
});

test("a secret that a program has put together on the screen is known, too", () => {
  expect(shown("ss\rpass").screen()).toBe("[seen]");
  expect(shown("__ss\x1b[1Gpa").screen()).toBe("[seen]");
});

test("bytes that begin within a full-screen program are drawn on its screen", () => {
  const long = `${"x".repeat(300 * 1024)}\x1b[?1049l\x1b[2J\x1b[Hback`;
  expect(shown(long, true).screen()).toBe("back");
  expect(shown(long, true).screen(5)).toBe("back");
});
