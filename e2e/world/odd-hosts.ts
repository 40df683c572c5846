import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeKey } from "./ssh-keys.ts";
import { Sshd } from "./sshd.ts";
import { canMakeAccounts } from "./sshd-accounts.ts";

/** Where everything that came in on the standard input of a session is kept, a file a session. */
const inputs = "inputs";

/** Asks which host is meant, for ever, as a bastion does; then a shell there that Fairlead knows nothing of. */
const menu = `echo "Welcome to the bastion"
while :; do
  printf '1) web-1\\n2) db-1\\nhost> '
  if ! read -r choice; then sleep 0.1; continue; fi
  printf '%s\\n' "$choice" >> "$HOME/${inputs}"
  case $choice in
    1) exec env PS1='web-1$ ' HISTFILE= bash --norc --noprofile ;;
    *) echo "No such host: $choice" ;;
  esac
done
`;

/** The command line of a switch: no shell at all. It hangs up when its input ends. */
const switchLine = `printf 'switch>'
while read -r line; do
  printf '%s\\n' "$line" >> "$HOME/${inputs}"
  case $line in
    "") ;;
    "show version") echo "Switch Software, Version 15.2" ;;
    exit) exit 0 ;;
    *) echo "% Invalid input detected at '^' marker." ;;
  esac
  printf 'switch>'
done
`;

export const oddHosts = { "a bastion with a menu": menu, "a switch": switchLine };

/** A real sshd that runs nothing but this script, whatever is asked of it, and has no sftp. Disposing ends it. */
export async function startOddHost(script: string): Promise<Sshd> {
  const sshd = await Sshd.start({
    ...(canMakeAccounts ? { accounts: [{ name: "ada" }] } : {}),
    forceCommand: "sh ~/only.sh",
  });
  sshd.authorize(makeKey(sshd.directory, "id"));
  writeFileSync(join(sshd.home, "only.sh"), script);
  return sshd;
}

/** Every line that has reached the script, over all sessions. */
export function linesReceived(sshd: Sshd): string[] {
  try {
    return readFileSync(join(sshd.home, inputs), "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}
