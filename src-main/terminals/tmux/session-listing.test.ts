import { expect, test } from "vitest";
import { actCommands } from "./act-commands.ts";
import { clientFormat, paneFormat, parseSessions } from "./session-listing.ts";
import { tmuxScript, tmuxScriptAt } from "./tmux-script.ts";

const pane = (names: string, terminal = "") =>
  `P\t4133-1795286179\t$3\t@5\t%7\t1795286179\t1\t1\t0\t100\t30\t0\t0\t50\t30\t1\t0\t0\t${terminal}\t${names}`;
const client = (session: string, control: number, tty: string) =>
  `C\t${session}\t${control}\t60\t15\t${tty}`;

test("panes are gathered into windows and sessions; clients that have a screen are counted", () => {
  const text = [
    client("$3", 0, "/dev/pts/4"),
    client("$3", 1, "client-12"),
    pane("work\tlogs\tvim\ta title").replace("%7", "%8").replace("\t50\t30\t1", "\t49\t30\t0"),
    pane("work\tlogs\t-bash\t"),
    "noise",
    client("$9", 0, "/dev/pts/5"),
  ].join("\n");
  const shared = { title: "", inMode: false, dead: false, terminalId: null };
  expect(parseSessions(text, "fairlead-0")).toEqual({
    server: "4133-1795286179",
    sessions: [
      {
        session: 3,
        name: "work",
        createdAt: 1_795_286_179_000,
        own: false,
        clients: [{ tty: "pts/4", columns: 60, rows: 15 }],
        windows: [
          {
            window: 5,
            index: 1,
            name: "logs",
            active: true,
            zoomed: false,
            columns: 100,
            rows: 30,
            panes: [
              {
                ...shared,
                pane: 8,
                title: "a title",
                command: "vim",
                idle: false,
                left: 0,
                top: 0,
                columns: 49,
                rows: 30,
                active: false,
              },
              {
                ...shared,
                pane: 7,
                command: "-bash",
                idle: true,
                left: 0,
                top: 0,
                columns: 50,
                rows: 30,
                active: true,
              },
            ],
          },
        ],
      },
    ],
  });
});

for (const [what, line] of [
  ["too few fields", pane("work\tlogs\tvim")],
  ["too many fields", pane("work\tlogs\tvim\ttitle\tmore")],
  ["another mark", pane("work\tlogs\tvim\ttitle").replace("%7", "7")],
  ["a number beyond reason", pane("work\tlogs\tvim\ttitle").replace("@5", "@55555555555")],
  ["a server that is none", pane("work\tlogs\tvim\ttitle").replace("4133-", "'; id #")],
]) {
  test(`a line with ${what} is passed over`, () => {
    expect(parseSessions(String(line), "fairlead-0")).toEqual({ server: null, sessions: [] });
  });
}

test("which pane is a terminal of ours counts in our own session alone", () => {
  const idIn = (own: string) =>
    parseSessions(pane("work\tlogs\tvim\t", "term-a"), own).sessions[0]?.windows[0]?.panes[0]
      ?.terminalId;
  expect(idIn("work")).toBe("term-a");
  expect(idIn("fairlead-0")).toBeNull();
});

test("a name reaches tmux as it was typed: no format, no command, no second command, no shell", () => {
  const [rename] = actCommands({ kind: "rename-session", session: 3, name: "a'#(id) $x;" });
  expect(rename).toEqual(["rename-session", "-t", "$3", "--", "a'##(id) $x\\;"]);
  expect(tmuxScript([rename ?? []])).toContain(
    `"$fl_tmux" -u 'rename-session' '-t' '$3' '--' 'a'\\''##(id) $x\\;' || exit $?`,
  );
});

test("numbers are used where the server that gave them still runs", () => {
  const script = tmuxScriptAt("4133-1795286179", [["kill-session", "-t", "$3"]]);
  const check = script.indexOf("= '4133-1795286179' ] || exit 3");
  expect(check).toBeGreaterThan(0);
  expect(script.indexOf("'kill-session'")).toBeGreaterThan(check);
});

test("the formats hold nothing that would end a quoted argument", () => {
  expect(`${paneFormat}${clientFormat}`).not.toMatch(/['\n]/);
});
