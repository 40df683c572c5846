import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type KeychainWorld = "unlocked" | "locked" | "no-daemon" | "no-bus";

/** Opens or leaves alone a real Secret Service (gnome-keyring) before the program runs. */
const preparations: Record<Exclude<KeychainWorld, "no-bus">, string> = {
  unlocked: "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null",
  locked: "gnome-keyring-daemon --start --components=secrets >/dev/null",
  "no-daemon": ":",
};

/**
 * Runs JavaScript under Node in a session of its own: with a D-Bus and a keychain in that state, with an own HOME.
 * Gives what it printed. The native keychain module reads the real environment, so this needs a process of its own.
 */
export async function runWithKeychain(world: KeychainWorld, source: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "fairlead-keychain-"));
  const run = '"$0" --input-type=module -e "$1"';
  const [program, words] =
    world === "no-bus"
      ? ["sh", ["-c", run, process.execPath, source]]
      : [
          "dbus-run-session",
          ["--", "sh", "-c", `${preparations[world]}; ${run}`, process.execPath, source],
        ];
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...own } = process.env;
  const env = {
    ...own,
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_CACHE_HOME: join(home, "cache"),
  };
  try {
    return await new Promise((resolve, reject) => {
      execFile(program ?? "", words as string[], { env, timeout: 60_000 }, (error, out, err) => {
        if (error === null) resolve(out);
        else reject(new Error(`${error.message}\n${out}\n${err}`));
      });
    });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
