/** What came back for a tool call, read from the text that the tools give to a model. */
export type CallResult =
  | { kind: "ran"; state: string; exitCode: number | null; output: string; cut: boolean }
  | { kind: "opened" }
  | { kind: "denied"; comment: string }
  | { kind: "not-run"; text: string };

export function readCallResult(text: string): CallResult {
  const state = /^state: ([a-z-]+)/.exec(text)?.[1];
  if (state !== undefined) {
    const [facts = "", output = ""] = splitOnce(text, "\noutput:\n");
    const exitCode = /^exit code: (-?\d+)$/m.exec(facts)?.[1];
    return {
      kind: "ran",
      state,
      exitCode: exitCode === undefined ? null : Number(exitCode),
      output: output.trim() === "(no output)" ? "" : output,
      cut: /^\[… \d+ characters left out/m.test(output),
    };
  }
  if (text.startsWith("terminal: ")) return { kind: "opened" };
  if (/^denied\b/.test(text)) {
    const said = /The person said: ([\s\S]*?)(?:\nDo not try|$)/.exec(text)?.[1];
    return { kind: "denied", comment: said?.trim() ?? "" };
  }
  return { kind: "not-run", text };
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
