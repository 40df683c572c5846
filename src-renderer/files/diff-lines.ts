/** One line of a unified diff as it is drawn. Numbers count from 1; null where that side has no such line. */
export type DiffLine = {
  kind: "place" | "added" | "removed" | "same" | "note";
  text: string;
  before: number | null;
  after: number | null;
};

const hunkHead = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * The lines of a unified diff, told apart by the counts in the hunk heads and never by how a line looks: a changed line
 * that reads like a head stays a changed line. The file names in front are left out, they stand beside the diff.
 * What is not a diff at all comes back as notes.
 */
export function diffLines(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  const left = { before: 0, after: 0 };
  const at = { before: 0, after: 0 };
  let seenHunk = false;
  for (const text of diff.replace(/\n$/, "").split("\n")) {
    if (left.before > 0 || left.after > 0) {
      lines.push(inHunk(text, left, at));
      continue;
    }
    const head = hunkHead.exec(text);
    if (head !== null) {
      seenHunk = true;
      at.before = Number(head[1]);
      at.after = Number(head[3]);
      left.before = Number(head[2] ?? 1);
      left.after = Number(head[4] ?? 1);
      lines.push({ kind: "place", text, before: null, after: null });
    } else if (text.startsWith("\\")) {
      lines.push(noEnd);
    } else if (seenHunk || !isName(text)) {
      lines.push({ kind: "note", text, before: null, after: null });
    }
  }
  return lines.filter(({ kind, text }) => kind !== "note" || text !== "");
}

type Sides = { before: number; after: number };

function inHunk(text: string, left: Sides, at: Sides): DiffLine {
  const rest = text.slice(1);
  switch (text[0]) {
    case "+":
      left.after -= 1;
      return { kind: "added", text: rest, before: null, after: at.after++ };
    case "-":
      left.before -= 1;
      return { kind: "removed", text: rest, before: at.before++, after: null };
    case "\\":
      return noEnd;
    default:
      left.before -= 1;
      left.after -= 1;
      return { kind: "same", text: rest, before: at.before++, after: at.after++ };
  }
}

const noEnd: DiffLine = {
  kind: "note",
  text: "no newline at the end of the file",
  before: null,
  after: null,
};

const isName = (text: string) => /^(Index: |={3,}$|--- |\+\+\+ )/.test(text);
