const esc = "\x1b";

/** Keys whose bytes depend on the cursor mode a program has set. */
const cursorKeys: Record<string, string> = {
  Up: "A",
  Down: "B",
  Right: "C",
  Left: "D",
  Home: "H",
  End: "F",
};

const plainKeys: Record<string, string> = {
  Enter: "\r",
  Escape: esc,
  Tab: "\t",
  Space: " ",
  Backspace: "\x7f",
  Delete: `${esc}[3~`,
  PageUp: `${esc}[5~`,
  PageDown: `${esc}[6~`,
};

const functionKeys = [
  "OP",
  "OQ",
  "OR",
  "OS",
  "[15~",
  "[17~",
  "[18~",
  "[19~",
  "[20~",
  "[21~",
  "[23~",
  "[24~",
];

/** The bytes of a named key ("Enter", "C-c", "M-x", "F5"); any other text is typed as it is. */
export function keyBytes(key: string, applicationCursor: boolean): Uint8Array {
  return Buffer.from(keyText(key, applicationCursor));
}

function keyText(key: string, applicationCursor: boolean): string {
  const plain = plainKeys[key];
  if (plain !== undefined) return plain;
  const cursor = cursorKeys[key];
  if (cursor !== undefined) return `${esc}${applicationCursor ? "O" : "["}${cursor}`;
  const numbered = /^F([1-9]|1[0-2])$/.exec(key)?.[1];
  if (numbered !== undefined) return `${esc}${functionKeys[Number(numbered) - 1]}`;
  const control = /^C-([a-z\\\]^_@])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  const meta = /^M-([a-zA-Z0-9])$/.exec(key)?.[1];
  return meta === undefined ? key : `${esc}${meta}`;
}
