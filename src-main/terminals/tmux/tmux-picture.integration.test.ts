import { writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { attachPane, openPane, TmuxWorld, type Watched } from "../../../e2e/world/tmux-world.ts";
import type { TmuxHost } from "./tmux-host.ts";

const soon = { timeout: 60_000, interval: 10 };
const size = { columns: 40, rows: 10 };
const esc = "\u001b";
const csi = `${esc}[`;
/** What of a pane's emulator can be asked beside its cells. */
const modes = [
  "cursor_x",
  "cursor_y",
  "cursor_flag",
  "alternate_on",
  "alternate_saved_x",
  "alternate_saved_y",
  "scroll_region_upper",
  "scroll_region_lower",
  "insert_flag",
  "keypad_cursor_flag",
  "keypad_flag",
  "origin_flag",
  "wrap_flag",
  "mouse_standard_flag",
  "mouse_button_flag",
  "mouse_all_flag",
  "mouse_sgr_flag",
  "pane_tabs",
  "history_size",
];
const format = modes.map((name) => `${name}=#{${name}}`).join("\n");

/** Everything that can be asked of a pane: cells with colours, wraps, and modes. */
async function askAll(tmux: TmuxWorld, target: string): Promise<string> {
  const { output: cells } = await tmux.person.run("capture-pane", "-peNS", "-", "-t", target);
  const { output: joined } = await tmux.person.run("capture-pane", "-peJS", "-", "-t", target);
  const { output: normal } = await tmux.person.run("capture-pane", "-peqaN", "-t", target);
  const { output: state } = await tmux.person.run("display-message", "-p", "-t", target, format);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  const trimmed = (text: string) => text.replace(/( |\u001b\[[\d;]*m)+$/gm, "");
  return `${trimmed(cells)}\n== joined\n${trimmed(joined)}\n== normal\n${trimmed(normal)}\n== state\n${state}`;
}

async function shows(tmux: TmuxWorld, host: TmuxHost, data: Buffer): Promise<Watched> {
  writeFileSync(tmux.path("data"), data);
  const launch = "stty raw -echo; cat ~/data; tmux wait-for -S shown; exec sleep 1000";
  const pane = await openPane(host, "term-a", launch, size);
  await tmux.person.run("wait-for", "shown");
  // The word that it is shown may overtake what the program wrote.
  await vi.waitFor(() => expect(pane.output.length).toBe(data.length), soon);
  return pane;
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `line ${at}\r\n`).join("");
const screens: [string, string][] = [
  ["an empty screen", ""],
  ["a few lines and a prompt", "one\r\ntwo\r\n$ "],
  ["an exactly full screen", `${lines(9)}last`],
  ["history", `${lines(200)}$ `],
  ["a little history", `${lines(11)}$ `],
  ["wrapped lines in history and on the screen", `${"abcdefghij".repeat(13)}\r\n`.repeat(6)],
  ["lines exactly as wide as the screen", `${"x".repeat(40)}\r\n`.repeat(14)],
  ["a line that was wrapped and then cleared", `${"x".repeat(60)}\r${csi}K${csi}A${csi}5G${csi}Kz`],
  ["trailing blanks", `a    \r\nb${" ".repeat(60)}c\r\n`],
  ["wide characters at the edge", `${"x".repeat(39)}世界\r\n${"世".repeat(45)}\r\n`],
  ["marks and emoji", "e\u0301 n\u0303 \u{1f600}\u{1f600} done\r\n"],
  [
    "colours",
    `${csi}31mred ${csi}1;44mbold on blue\r\n still${csi}0m plain ${csi}38;5;208mc256 ${csi}48;2;1;2;3mdirect${csi}m\r\n`,
  ],
  ["colours over a wrap and into history", `${csi}42m${"green ".repeat(90)}${csi}m\r\n`],
  [
    "attributes",
    [2, 3, 4, 5, 7, 8, 9, 53].map((code) => `${csi}${code}ma${code}${csi}0m `).join(""),
  ],
  ["line drawing", `${esc}(0lqqk${esc}(B plain ${esc}(0mqqj${esc}(B\r\n${esc}(0x`],
  ["the cursor in the middle", `${lines(5)}${csi}3;7H`],
  ["a cursor behind the last column", `ab\r\n${csi}35m${"y".repeat(40)}`],
  ["a cursor behind the last column of the last row", `${lines(30)}${csi}10;1H${"y".repeat(40)}`],
  ["a hidden cursor", `$ ${csi}?25l`],
  ["a scroll region", `${lines(20)}${csi}3;7r${csi}4;2H`],
  ["origin mode in a scroll region", `${lines(20)}${csi}3;7r${csi}?6h${csi}2;2H`],
  ["no wrapping", `${lines(4)}${csi}?7l`],
  ["insert mode", `${lines(4)}${csi}4h`],
  ["application keys", `${csi}?1h${esc}=`],
  ["mouse clicks", `${csi}?1000h`],
  ["mouse drags, SGR", `${csi}?1002h${csi}?1006h`],
  ["every mouse move", `${csi}?1003h${csi}?1006h`],
  ["tab stops", `${csi}3g${csi}5G${esc}H${csi}21G${esc}H\r`],
  [
    "the alternate screen",
    `${lines(30)}$ less${csi}?1049h${csi}H${csi}7mtitle${csi}m${csi}5;5Hbody`,
  ],
  ["an alternate screen without history", `$ vi${csi}?1049h${csi}2J${csi}H~\r\n~`],
  ["an escape sequence half written", `${lines(3)}abc${csi}3`],
];

test.each(screens)("a picture of %s shows what tmux has", async (_what, data) => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await shows(tmux, host, Buffer.from(data, "utf8"));
  const painted = await pane.pane.repaint();
  expect(painted.ok).toBe(true);
  await vi.waitFor(() => expect(pane.pictures.length).toBe(1), soon);
  const emulator = await tmux.emulate(pane.fed, size);
  expect(await askAll(tmux, emulator)).toBe(await askAll(tmux, `${host.sessionName}:`));
});

test.each([
  { columns: 23, rows: 6 },
  { columns: 64, rows: 14 },
])(
  "in an emulator of $columns × $rows a picture has every line, and the cursor in its own",
  async (other) => {
    await using tmux = new TmuxWorld();
    const host = tmux.host();
    const text = `${lines(12)}${"abcdefghij".repeat(7)}\r\n${"x".repeat(40)}\r\nlast of ${"y".repeat(25)}\r\n\r\n$ `;
    const pane = await shows(tmux, host, Buffer.from(text));
    expect((await pane.pane.repaint()).ok).toBe(true);
    await vi.waitFor(() => expect(pane.pictures.length).toBe(1), soon);
    const emulator = await tmux.emulate(pane.fed, other);
    const joined = async (target: string) => {
      const { output } = await tmux.person.run("capture-pane", "-pJS", "-", "-t", target);
      return output.replace(/ +$/gm, "").trimEnd();
    };
    expect(await joined(emulator)).toBe(await joined(`${host.sessionName}:`));
    const at = async (target: string) => {
      const { output } = await tmux.person.run(
        "display-message",
        "-p",
        "-t",
        target,
        "#{cursor_y}",
      );
      const row = output.trim();
      const line = await tmux.person.run("capture-pane", "-p", "-S", row, "-E", row, "-t", target);
      const column = await tmux.person.run("display-message", "-p", "-t", target, "#{cursor_x}");
      return `${line.output.trimEnd()}, ${column.output.trim()}`;
    };
    expect(await at(emulator)).toBe(await at(`${host.sessionName}:`));
    expect(await at(emulator)).toBe("$, 2");
  },
);

test("after the client was killed the terminal comes back with screen, history and directory", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", "PS1='$ ' exec bash --norc --noprofile", size);
  await pane.pane.write(Buffer.from("seq 1 300; printf '\\e]7;file://box/tmp/a%%20b\\a'\r"));
  await vi.waitFor(() => expect(pane.text).toContain("\n300\r\n"), soon);
  await tmux.cut(host);
  await vi.waitFor(
    () => expect(pane.end).toEqual({ kind: "detached", reason: expect.stringContaining("lost") }),
    soon,
  );
  await tmux.person.run("send-keys", "-t", `${host.sessionName}:`, "echo meanwhile", "Enter");
  const back = await attachPane(host, "term-a");
  await vi.waitFor(() => expect(back.fed.toString("latin1")).toContain("\u001b[?2004h"), soon);
  expect(back.pane.lastOsc7).toBe("file://box/tmp/a%20b");
  await back.pane.write(Buffer.from("echo $((40+2))\r"));
  // With the prompt behind it the shell has nothing more to say.
  await vi.waitFor(() => expect(back.text).toMatch(/42\r\n[^\n]*\$ $/), soon);
  const emulator = await tmux.emulate(back.fed, size);
  expect(await askAll(tmux, emulator)).toBe(await askAll(tmux, `${host.sessionName}:`));
});

test("another run of the app finds the terminals again, and those that ended as lost", async () => {
  await using tmux = new TmuxWorld();
  const first = tmux.host();
  const pane = await openPane(first, "term-a", "PS1='a$ ' exec bash --norc --noprofile", size);
  await openPane(first, "term-b", "PS1='b$ ' exec bash --norc --noprofile", size);
  // Until its prompt it is the sh that starts it.
  await vi.waitFor(() => expect(pane.text).toContain("a$ "), soon);
  await first[Symbol.asyncDispose]();
  const second = tmux.host();
  const back = await attachPane(second, "term-a", { columns: 60, rows: 12 });
  expect(back.pane.state).toMatchObject({ columns: 60, rows: 12, command: "bash", dead: null });
  const gone = await second.attachPane({
    terminalId: "term-c",
    signal: AbortSignal.timeout(60_000),
  });
  expect(gone.ok ? null : gone.error.code).toBe("terminal-lost");
  const twice = await second.attachPane({
    terminalId: "term-a",
    signal: AbortSignal.timeout(60_000),
  });
  expect(twice.ok ? null : twice.error.detail).toBe("attached already");
  expect(await second.killPane("term-b", AbortSignal.timeout(60_000))).toEqual({
    ok: true,
    value: undefined,
  });
  const listed = await second.listPanes(AbortSignal.timeout(60_000));
  expect(listed.ok ? listed.value.map((pane) => pane.terminalId) : listed.error).toEqual([
    "term-a",
  ]);
});

test("where there is no session, nothing is made: lost, none, and fine", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const signal = AbortSignal.timeout(60_000);
  for (const server of ["none", "without our session"]) {
    if (server !== "none") await tmux.person.run("new-session", "-d", "-s", "mine");
    const attached = await host.attachPane({ terminalId: "term-a", signal });
    expect(attached.ok ? null : attached.error.code).toBe("terminal-lost");
    expect(await host.listPanes(signal)).toEqual({ ok: true, value: [] });
    expect(await host.killPane("term-a", signal)).toEqual({ ok: true, value: undefined });
    expect(await tmux.person.lines("list-sessions", "-F", "#S")).toEqual(
      server === "none" ? [] : ["mine"],
    );
  }
});

test("a full-screen program draws itself anew when its terminal comes back", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const draw =
    "trap 'printf \"drawn %s \" \"$(stty size)\"' WINCH; printf '\\033[?1049h'; while :; do sleep 0.05; done";
  const pane = await openPane(host, "term-a", draw, size);
  await vi.waitFor(() => expect(pane.text).toContain("1049h"), soon);
  await tmux.cut(host);
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  const back = await attachPane(host, "term-a");
  await vi.waitFor(() => expect(back.text).toContain("drawn 10 40"), soon);
});
