import { recognisePrompt } from "../../../shared/prompts/recognise-prompt.ts";

/** How much of the end of an output is looked at, in characters. */
const lookedAt = 2_000;

/** What programs say where they would ask a person and have no terminal to ask in, each with its source. */
const askedInVain: readonly RegExp[] = [
  // sudo 1.9 (src/tgetpass.c) and sudo-rs: without -S and without an askpass helper
  /\bsudo(?:-rs)?: (?:a terminal is required to (?:read the password|authenticate)|a password is required|interactive authentication is required)/iu,
  // sudo before 1.9, and sudo with requiretty
  /\bsudo: (?:no tty present and no askpass program specified|sorry, you must have a tty to run sudo)/u,
  // OpenDoas (doas.c, readpassphrase with RPP_REQUIRE_TTY)
  /\bdoas: a tty is required/u,
  // util-linux su, which reads the password from an input that is at its end; BSD and busybox su
  /\bPassword: su: |\bsu: must be (?:run from|suid to work properly) a terminal/u,
  // polkit, for systemctl and others
  /\bInteractive authentication required/u,
  // OpenSSH without a terminal: a password, a passphrase, an unknown host key
  /\bssh_askpass: |\bHost key verification failed\.|\bread_passphrase: can't open \/dev\/tty/u,
  // git (credential.c) with nobody to ask
  /\bcould not read (?:Username|Password) for |\bterminal prompts disabled/u,
  // docker and podman with -t; tmux, screen and full-screen programs
  /\bthe input device is not a TTY|\bopen terminal failed: not a terminal|\bMust be connected to a terminal|\btop: failed tty get/u,
  // apt and dpkg: the question, and what they do without an answer
  /\[\p{L}\/\p{L}\] ?(?:Abort\.|EOF on stdin)|\bEOF on stdin at conffile prompt/u,
];

const diskFull = /\b(?:No space left on device|Disk quota exceeded)\b/u;

/** What is to be said of a result: whether it asked something that nobody could answer, and what happened, for a person. */
export type ResultNote = { asked: boolean; problem: string | null };

/**
 * What the end of an output tells of a command that did not exit with 0, and what to do about it. A guess, since any
 * program can print any text: the words it goes by are quoted.
 */
export function noteOn(exitCode: number | null, output: string): ResultNote {
  if (exitCode === null || exitCode === 0) return { asked: false, problem: null };
  const end = output.slice(-lookedAt);
  const words = end.split("\n").find((line) => askedInVain.some((form) => form.test(line)));
  const question = words ?? recognisePrompt(end)?.question;
  if (question !== undefined) {
    const problem = `It asked for an answer (“${short(question)}”), and a run on many hosts has no terminal to give one in. Run it again in a terminal there, and answer.`;
    return { asked: true, problem };
  }
  const full = end.split("\n").find((line) => diskFull.test(line));
  if (full === undefined) return { asked: false, problem: null };
  const problem = `The disk there seems to be full (“${short(full)}”). Make room, then run it again.`;
  return { asked: false, problem };
}

const short = (line: string): string => {
  const text = line.trim();
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
};
