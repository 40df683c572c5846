import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { cliWorld } from "./cli-world.ts";

const prompt = "y run it, n do not, e edit, c deny and say why, s deny and stop: ";

/** Types the given lines, one at each prompt whose text is in `at`. */
const typing = (...lines: [at: string, line: string][]) => {
  let next = 0;
  let from = 0;
  return (shown: string, type: (text: string) => void) => {
    const line = lines[next];
    const found = line === undefined ? -1 : shown.indexOf(line[0], from);
    if (line === undefined || found === -1) return;
    from = found + line[0].length;
    next += 1;
    // After the prompt, as a person would.
    setImmediate(() => type(line[1]));
  };
};

test("where nobody can be asked nothing runs: exit code 3 and a plain sentence", async () => {
  using world = cliWorld();
  expect(await world.run(["exec", "disk?"])).toEqual({
    code: 3,
    output: "",
    shown: "A command needs approval and nobody can be asked here, so nothing was run.\n",
  });
  expect([world.answers, world.closed]).toEqual([[], ["term-1"]]);
});

test("--dangerously-auto-approve asks nobody", async () => {
  using world = cliWorld();
  expect(await world.run(["exec", "--dangerously-auto-approve", "disk?"])).toMatchObject({
    code: 0,
    output: "ran unasked\n",
  });
});

test("the command, the place and the reason are shown; y approves", async () => {
  using world = cliWorld();
  const { code, output, shown } = await world.run(
    ["exec", "--no-color", "disk?"],
    typing([prompt, "y\r"]),
  );
  expect([code, output]).toEqual([0, 'answered {"kind":"approve"}\n']);
  expect(shown).toContain(
    "The agent wants to run as me on this machine, in /srv:\n\n    df -h\n\nReason, in its words: to see the disk\nAsked because: every act is asked\nJudged as change.\n",
  );
  expect(world.closed).toEqual(["term-1"]);
});

test("what is invisible in the command is shown, and escape sequences do not reach the terminal", async () => {
  using world = cliWorld();
  world.agent.command = "rm \u202e-rf\u001b[2K /tmp";
  world.agent.reason = "\u001b]0;title\u0007";
  const { shown } = await world.run(["exec", "--no-color", "disk?"], typing([prompt, "n\r"]));
  expect(shown).toContain("    rm ⟨U+202E⟩-rf⟨U+001B⟩[2K /tmp\n");
  expect(shown).toContain("⟨U+001B⟩]0;title⟨U+0007⟩");
});

test("Enter approves nothing, nor does anything but an answer", async () => {
  using world = cliWorld();
  const { code } = await world.run(
    ["exec", "disk?"],
    typing([prompt, "\r"], [prompt, "sure\r"], [prompt, "Y\r"]),
  );
  expect([code, world.answers]).toEqual([0, [{ kind: "approve" }]]);
});

test("e edits: the command stands there, a refused text is asked again", async () => {
  using world = cliWorld();
  const { shown } = await world.run(
    ["exec", "disk?"],
    typing(
      [prompt, "e\r"],
      ["Run instead: ", " !\r"],
      [prompt, "e\r"],
      // The refused text stands there again: the sign and its space are taken out.
      ["Run instead: ", "\u007f\u007f /srv\r"],
    ),
  );
  expect(shown).toContain("not this one");
  expect(world.answers).toEqual([{ kind: "approve-edited", command: "df -h /srv" }]);
});

test("c denies with the reason", async () => {
  using world = cliWorld();
  await world.run(
    ["exec", "disk?"],
    typing([prompt, "c\r"], ["Tell the agent why: ", "not now\r"]),
  );
  expect(world.answers).toEqual([{ kind: "deny", comment: "not now" }]);
});

test("s denies and ends the turn: exit code 4", async () => {
  using world = cliWorld();
  const { code, shown } = await world.run(["exec", "disk?"], typing([prompt, "s\r"]));
  expect([code, world.answers]).toEqual([4, [{ kind: "deny-and-stop", comment: "" }]]);
  expect(shown).toMatch(/The turn ended because a command was denied\.\n$/);
});

/** A program that stands for an editor: it does `script` to the file "$1". */
function editor(folder: string, script: string): string {
  const path = join(folder, "an editor");
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return `'${path}' --wait`;
}

const severalLines = "cat <<E\nx\nE";

test("a command of several lines is shown line by line, and again after it was edited", async () => {
  using world = cliWorld();
  world.agent.command = severalLines;
  world.environment["EDITOR"] = editor(
    world.folder,
    `{ stat -c %a "$2" "\${2%/*}"; cat "$2"; } >"$HOME/seen"; printf 'cat <<E\r\ny\r\nE\r\n\n' >"$2"`,
  );
  const { shown } = await world.run(
    ["exec", "--no-color", "disk?"],
    typing([prompt, "e\r"], [prompt, "y\r"]),
  );
  expect(shown).toContain("    cat <<E\n    x\n    E\n");
  expect(shown).toContain("Edited. Now it would run:\n\n    cat <<E\n    y\n    E\n");
  expect(world.answers).toEqual([{ kind: "approve-edited", command: "cat <<E\ny\nE" }]);
  expect(readFileSync(join(world.folder, "seen"), "utf8")).toBe(`600\n700\n${severalLines}\n`);
});

test("what the editor saved is checked; a refused text is there again, an accepted one is asked about", async () => {
  using world = cliWorld();
  world.agent.command = severalLines;
  world.environment["VISUAL"] = editor(
    world.folder,
    `if grep -q '!' "$2"; then sed -i 's/!/z/' "$2"; else sed -i 's/x/!/' "$2"; fi`,
  );
  world.environment["EDITOR"] = "false";
  const { shown } = await world.run(
    ["exec", "--no-color", "disk?"],
    typing([prompt, "e\r"], [prompt, "e\r"], [prompt, "y\r"]),
  );
  expect(shown).toContain("not this one");
  expect(world.answers).toEqual([{ kind: "approve-edited", command: "cat <<E\nz\nE" }]);
});

for (const [what, script, sentence] of [
  ["no editor is set", null, "set EDITOR, or edit it in a window of Fairlead."],
  ["the editor fails", 'echo y >"$2"; exit 3', "The editor ended with exit code 3. Nothing was"],
  ["the editor is killed", "kill -TERM $$", "The editor ended by SIGTERM. Nothing was changed."],
  ["the file was emptied", ': >"$2"', "The file was empty. Nothing was changed."],
  ["the file is gone", 'rm "$2"', "The edited command could not be read"],
  ["nothing was changed", "true", "Nothing was changed."],
] as const) {
  test(`${what}: one sentence, the question again, a yes runs the original`, async () => {
    using world = cliWorld();
    world.agent.command = severalLines;
    if (script !== null) world.environment["EDITOR"] = editor(world.folder, script);
    const { shown } = await world.run(
      ["exec", "--no-color", "disk?"],
      typing([prompt, "e\r"], [prompt, "y\r"]),
    );
    expect(shown).toContain(sentence);
    expect(world.answers).toEqual([{ kind: "approve" }]);
  });
}

test("a question that is withdrawn ends the editor", async () => {
  using world = cliWorld();
  world.agent.command = severalLines;
  const opened = join(world.folder, "opened");
  world.environment["EDITOR"] = editor(world.folder, `touch "$HOME/opened"; exec sleep 60`);
  const run = world.run(["exec", "--no-color", "disk?"], typing([prompt, "e\r"]));
  await vi.waitFor(() => expect(existsSync(opened)).toBe(true), 10_000);
  world.services.approvals.answer("appr-1", { kind: "approve" }, "window");
  const { code, shown } = await run;
  expect([code, shown]).toEqual([0, expect.stringContaining("The question was withdrawn.")]);
});

test("an answer from a window withdraws the question here", async () => {
  using world = cliWorld();
  const { code, shown } = await world.run(["exec", "disk?"], (text) => {
    if (text.endsWith(prompt))
      setImmediate(
        () => void world.services.approvals.answer("appr-1", { kind: "approve" }, "window"),
      );
  });
  expect(code).toBe(0);
  expect(shown).toContain("The question was withdrawn.");
});

test("Ctrl+C stops the turn: exit code 130, and the terminal is closed", async () => {
  using world = cliWorld();
  const { code, shown } = await world.run(["exec", "disk?"], (text, _type, stop) => {
    if (text.endsWith(prompt)) setImmediate(stop);
  });
  expect([code, world.answers, world.closed]).toEqual([130, [], ["term-1"]]);
  expect(shown).toMatch(/Stopped\.\n$/);
});

const moments: Record<string, (world: ReturnType<typeof cliWorld>) => void> = {
  "the terminal connects": ({ services: { terminals }, interrupt }) => {
    const { open } = terminals;
    terminals.open = (...given) => {
      interrupt();
      return open(...given);
    };
  },
  "the conversation is made": ({ services: { chat }, interrupt }) => {
    const { create } = chat;
    chat.create = (...given) => {
      interrupt();
      return create(...given);
    };
  },
  "the question is on its way": ({ services: { chat }, interrupt }) => {
    const { send } = chat;
    chat.send = async (...given) => {
      interrupt();
      // Whatever the interrupt has asked for comes before there is a turn.
      await new Promise((resolve) => setImmediate(resolve));
      return send(...given);
    };
  },
};
for (const [what, interrupted] of Object.entries(moments)) {
  test(`Ctrl+C while ${what}: nothing goes on, exit code 130, and the terminal is closed`, async () => {
    using world = cliWorld();
    interrupted(world);
    const { code, output, shown } = await world.run(["exec", "disk?"], () => undefined);
    expect([code, output, world.answers, world.closed]).toEqual([130, "", [], ["term-1"]]);
    expect(shown).toMatch(/Stopped\.\n$/);
  });
}

test("a time that runs out stops the turn: exit code 5", async () => {
  using world = cliWorld();
  const time = new AbortController();
  const timeouts = vi.spyOn(AbortSignal, "timeout").mockReturnValue(time.signal);
  onTestFinished(() => timeouts.mockRestore());
  const { code, output, shown } = await world.run(
    ["exec", "--timeout", "100ms", "--json", "disk?"],
    (text) => {
      if (text.endsWith(prompt)) setImmediate(() => time.abort());
    },
  );
  expect(timeouts).toHaveBeenCalledWith(100);
  expect([code, world.answers, world.closed]).toEqual([5, [], ["term-1"]]);
  expect(shown).toMatch(/Stopped after 100ms\.\n$/);
  expect(JSON.parse(output.trim().split("\n").at(-1) ?? "")).toMatchObject({
    type: "exec-ended",
    exitCode: 5,
  });
});

test("with --json every line is an event and the last one the result", async () => {
  using world = cliWorld();
  const { code, output } = await world.run([
    "exec",
    "--json",
    "--dangerously-auto-approve",
    "disk?",
  ]);
  const lines = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type }) => type)).toEqual([
    "item-changed",
    "item-changed",
    "turn-ended",
    "exec-ended",
  ]);
  expect([code, lines.at(-1)]).toEqual([
    0,
    { type: "exec-ended", exitCode: 0, reason: "answered", error: null, answer: "ran unasked" },
  ]);
});

test("an address is kept in the inventory once, with its key", async () => {
  using world = cliWorld();
  for (let round = 0; round < 2; round += 1) {
    await world.run([
      "exec",
      "--dangerously-auto-approve",
      "--ssh",
      "root@db:2222",
      "--identity",
      "/k",
      "disk?",
    ]);
  }
  expect(world.hosts.slice(1)).toMatchObject([
    {
      address: "db",
      user: "root",
      port: 2222,
      authentication: { kind: "key", path: "/k" },
      source: "command-line",
    },
  ]);
});

test("a terminal that cannot be had is a sentence with its reason", async () => {
  using world = cliWorld();
  const { open } = world.services.terminals;
  world.services.terminals.open = async (hostId, size) => {
    const opened = await open(hostId, size);
    if (!opened.ok) return opened;
    const stateReason = "The host refused the connection.";
    return { ok: true, value: { ...opened.value, state: "lost", stateReason } };
  };
  expect(await world.run(["exec", "disk?"])).toEqual({
    code: 1,
    output: "",
    shown: "No terminal on this machine: The host refused the connection.\n",
  });
  expect(world.closed).toEqual(["term-1"]);
});

test("a model profile that is not there is named", async () => {
  using world = cliWorld();
  const { code, shown } = await world.run(["exec", "--model", "big", "disk?"]);
  expect([code, shown]).toEqual([1, 'There is no model profile "big". There is: practice.\n']);
});

test("where the host's name must be typed a yes alone does not do, and a wrong name is asked again", async () => {
  using world = cliWorld();
  world.agent.typedName = "this machine";
  const name = "Type this machine to approve it: ";
  const { shown } = await world.run(
    ["exec", "--no-color", "disk?"],
    typing(
      [prompt, "y\r"],
      [name, "\r"],
      [prompt, "y\r"],
      [name, "there\r"],
      [prompt, "y\r"],
      [name, "this machine\r"],
    ),
  );
  expect(shown).toContain("The name that was typed is not the host's name");
  expect(world.answers).toEqual([{ kind: "approve", typedName: "this machine" }]);
});
