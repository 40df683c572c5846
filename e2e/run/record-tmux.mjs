// Records what the control mode of the tmux found first in PATH says in a fixed scenario, for the parser's tests:
//   node e2e/run/record-tmux.mjs src-main/terminals/tmux/fixtures/session-VERSION.bin
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("name the file to write");
const folder = mkdtempSync(join(tmpdir(), "fl-record-"));
const lookAlikes =
  "%end 1 2 3\n%output %0 not output\n%continue %1\n%exit\n\u001b[31mred\u001b[0m\n%begin 1 2 1\n";
writeFileSync(join(folder, "look-alikes"), lookAlikes);
const hook = 'set-hook -g after-new-window "display-message -p hooked"\n';
writeFileSync(join(folder, ".tmux.conf"), hook);

const every = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));
const scenario = [
  "new-window -d -n one -P -F '#{window_id} #{pane_id}' -- sh -c 'stty raw; exec cat'",
  `new-window -d -n two -P -F '#{window_id} #{pane_id}' -- sh -c 'cat ${folder}/look-alikes; exec sleep 100'`,
  "capture-pane -pe -t two",
  `send-keys -t one -H ${every.join(" ")}`,
  // A character cut between two writes, then a text that looks like tmux's own escapes.
  "send-keys -t one -H e2 82",
  "send-keys -t one -H ac 5c 5c 31 30 31",
  "refresh-client -A '%1:pause'",
  "send-keys -t one -H 6c 6f 73 74",
  "capture-pane -pPC -t one ; display-message -p -t one '#{cursor_x}' ; refresh-client -A '%1:continue'",
  "display-message -p a ; select-window -t nosuch ; display-message -p b",
  "no-such-command",
  "copy-mode -t two",
  "copy-mode -q -t two",
  "rename-window -t two 'zwei ä'",
  "resize-window -t two -x 60 -y 10",
  "refresh-client -f '!pause-after'",
  "send-keys -t one -H 61 5c 0d",
  "kill-window -t two",
  "kill-server",
];

const start = ["new-session", "-A", "-s", "fairlead-rec", "-n", "hold", "-x", "80", "-y", "24"];
const client = spawn("tmux", ["-u", "-C", ...start, "-f", "pause-after=2", "--", "sleep", "60"], {
  env: { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: folder, TMUX_TMPDIR: folder },
  stdio: ["pipe", "pipe", "inherit"],
});
const said = [];
client.stdout.on("data", (bytes) => said.push(bytes));
const gone = new Promise((resolve) => client.once("close", resolve));
for (const line of ["", ...scenario]) {
  if (line !== "") client.stdin.write(`${line}\n`);
  // Every step apart, so that what it causes is recorded before the next one.
  await sleep(500);
}
await gone;
writeFileSync(file, Buffer.concat(said));
rmSync(folder, { recursive: true, force: true });
