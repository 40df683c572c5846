import type { IBuffer, IBufferCell, IBufferRange, ITheme } from "@xterm/xterm";

const ansi = [
  ...(["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const),
  ...(["brightBlack", "brightRed", "brightGreen", "brightYellow"] as const),
  ...(["brightBlue", "brightMagenta", "brightCyan", "brightWhite"] as const),
] as const;
const steps = [0, 95, 135, 175, 215, 255];

/**
 * The selected cells as HTML that looks the same where it is pasted: colours by the theme, bold, italic, underlined,
 * crossed out. No addresses, no classes; every text is escaped. `range`: columns from 0, the end exclusive, as the
 * emulator tells a selection.
 */
export function htmlOfCells(
  buffer: IBuffer,
  range: IBufferRange,
  theme: ITheme,
  fontFamily: string,
): string {
  const lines: string[] = [];
  const { start, end } = range;
  for (let row = start.y; row <= end.y; row += 1) {
    const line = buffer.getLine(row);
    if (line === undefined) continue;
    const from = row === start.y ? start.x : 0;
    const to = row === end.y ? end.x : line.length;
    const html = lineHtml(runsOf((x) => line.getCell(x), from, Math.min(to, line.length), theme));
    if (line.isWrapped && lines.length > 0) lines.push((lines.pop() ?? "") + html);
    else lines.push(html);
  }
  const look = style({
    color: theme.foreground ?? "#000000",
    "background-color": theme.background ?? "#ffffff",
    "font-family": fontFamily,
  });
  return `<pre style="${look}">${lines.join("\n")}</pre>`;
}

interface Run {
  text: string;
  style: string;
}

function runsOf(
  cellAt: (x: number) => IBufferCell | undefined,
  from: number,
  to: number,
  theme: ITheme,
): Run[] {
  const runs: Run[] = [];
  for (let x = from; x < to; x += 1) {
    const cell = cellAt(x);
    // The second half of a wide letter has no width of its own.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const own = cellStyle(cell, theme);
    const last = runs.at(-1);
    const text = cell.isInvisible() !== 0 ? " " : cell.getChars() || " ";
    if (last?.style === own) last.text += text;
    else runs.push({ text, style: own });
  }
  return runs;
}

/** Blanks at the end of a line are nobody's text, where they have no colour. */
function lineHtml(runs: Run[]): string {
  const last = runs.at(-1);
  if (last?.style === "") last.text = last.text.trimEnd();
  return runs
    .map(({ text, style: own }) =>
      own === "" ? escaped(text) : `<span style="${own}">${escaped(text)}</span>`,
    )
    .join("");
}

function cellStyle(cell: IBufferCell, theme: ITheme): string {
  let ink = cell.isFgDefault() ? null : colourOf(cell.getFgColor(), cell.isFgRGB(), theme);
  let ground = cell.isBgDefault() ? null : colourOf(cell.getBgColor(), cell.isBgRGB(), theme);
  if (cell.isInverse() !== 0) {
    [ink, ground] = [ground ?? theme.background ?? "#ffffff", ink ?? theme.foreground ?? "#000000"];
  }
  const lines = [
    cell.isUnderline() !== 0 ? "underline" : "",
    cell.isStrikethrough() !== 0 ? "line-through" : "",
  ];
  return style({
    color: ink ?? "",
    "background-color": ground ?? "",
    "font-weight": cell.isBold() !== 0 ? "bold" : "",
    "font-style": cell.isItalic() !== 0 ? "italic" : "",
    opacity: cell.isDim() !== 0 ? "0.6" : "",
    "text-decoration": lines.filter((one) => one !== "").join(" "),
  });
}

function colourOf(colour: number, isRgb: boolean, theme: ITheme): string {
  if (isRgb) return `#${colour.toString(16).padStart(6, "0")}`;
  const name = ansi[colour];
  if (name !== undefined) return theme[name] ?? "";
  if (colour >= 232) return rgb([0, 0, 0].map(() => (colour - 232) * 10 + 8));
  const cube = colour - 16;
  return rgb(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((at) => steps[at] ?? 0),
  );
}

const rgb = (parts: number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

const style = (rules: Record<string, string>): string =>
  Object.entries(rules)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}:${escaped(value)}`)
    .join(";");

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
