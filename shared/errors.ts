import { z } from "zod";

/**
 * Every failure a person can meet: its code and the sentence shown for it.
 * A sentence says what happened and what to do; `detail` carries the technical text.
 */
export const errorSentences = {
  // connections
  "host-unknown": "This host is not in the inventory. Add it first.",
  "name-not-found": "The name of the host could not be resolved. Check the address.",
  "connection-refused":
    "The host refused the connection. Check that sshd runs and the port is right.",
  "connection-timeout":
    "The host did not answer in time. Check the address, the network and the firewall.",
  "connection-lost": "The connection to the host was lost.",
  "host-silent": "The host does not answer any more.",
  "auth-failed": "The host did not accept the login. Check the user name and the credential.",
  "auth-cancelled": "The login was cancelled.",
  "host-key-rejected": "The host key was not accepted, so nothing was sent.",
  "host-key-changed":
    "The host key is not the one on record. The connection was refused; check with whoever runs the host.",
  "key-unreadable":
    "The private key could not be read. Check the path, its permissions and its passphrase.",
  "agent-unavailable": "No ssh-agent answered. Start one, or choose another way to log in.",
  "algorithm-mismatch": "The host and Fairlead share no algorithm for this connection.",
  "channel-refused":
    "The host refused to open another channel. Close a terminal there and try again.",
  "jump-refused":
    "The host does not pass connections on to the next one. AllowTcpForwarding and PermitOpen in its sshd_config decide that.",
  "jump-circle": "Jump hosts must not go in a circle. Choose another one.",
  "host-needed": "Other hosts are reached over this one. Give them another way first.",
  // containers
  "engine-missing":
    "Neither docker nor podman was found on this host. Install one of them, or choose another host.",
  "engine-not-running":
    "The container engine does not run on this host. Start it (for Docker: systemctl start docker), then try again.",
  "engine-not-allowed":
    "This user may not use the container engine. Add the user to the docker group and log in anew, or use rootless Docker or Podman.",
  "engine-failed": "The container engine answered with an error.",
  "container-gone":
    "The container does not exist any more. Remove its entry, or open another one from the list of containers.",
  "container-recreated":
    "The container is gone; another one of the same name is there now. Open that one from the list of containers.",
  "container-stopped": "The container is not running. Start it, then try again.",
  "container-restarted": "The container was restarted, and its shell ended with it.",
  "container-no-shell":
    "There is no shell in this container (a distroless image has none), so no terminal can be opened in it.",
  // terminals
  "shell-not-found": "The shell could not be started on this target.",
  "terminal-unknown": "This terminal is not open any more.",
  "terminal-not-ready": "The terminal is not at a clean prompt, so nothing was sent.",
  "prompt-gone": "The question is not there any more, so nothing was sent.",
  "prompt-shows": "The program shows what is typed, so the secret was not sent.",
  "secret-untypable": "The stored secret has characters that cannot be typed, so it was not sent.",
  "terminal-lost": "The terminal was lost. What ran in it last is unknown.",
  "tmux-failed": "tmux on the target answered with an error.",
  "tmux-missing": "There is no tmux on this host that Fairlead can use; it needs 3.2 or later.",
  "tmux-changed":
    "tmux on the host was started anew meanwhile, so nothing was done. Look at the list again.",
  // commands
  "command-refused": "This command cannot be delivered exactly as written, so it was refused.",
  "target-changed": "The target is not the one that was approved, so nothing was sent.",
  "approval-void": "What was approved is not allowed any more as it was, so nothing was sent.",
  "approval-unknown": "This question was answered already or has expired.",
  "typed-name-wrong": "The name that was typed is not the host's name, so nothing was approved.",
  "tool-off": "This tool is switched off by the policy.",
  "tool-off-settings": "This tool is switched off in the settings.",
  "tool-off-model": "This tool is switched off for this model.",
  "tool-off-conversation": "This tool is switched off in this conversation.",
  "tool-unknown": "There is no tool of this name.",
  "policy-invalid": "The policy file is not valid. The last good one stays in force.",
  "permission-unknown": "This permission is not on record any more.",
  "mode-not-allowed": "This mode is not allowed there, or needs an end.",
  "file-refused": "The file policy does not allow this.",
  "file-unreadable": "The file could not be read. Check its path and permissions.",
  "file-unwritable": "The file could not be written. Nothing was changed.",
  "file-changed": "The file was changed since it was read, so nothing was written.",
  "revert-impossible":
    "The change cannot be taken back by itself on this host, so nothing was changed.",
  "revert-late": "It is decided already: the change stays or was taken back. Look at the file.",
  "web-refused": "This address is not fetched.",
  "web-unreachable": "The page could not be fetched.",
  "web-unreadable": "What came is no text that can be shown.",
  "search-blocked":
    "The search service wants to know whether a person asks, so it gave no results. Try again later, or look yourself.",
  "backup-unknown": "This backup is not on record any more.",
  "recording-unreadable": "The recording could not be read or removed. Check its permissions.",
  "desktop-only": "Only the desktop app does this.",
  "update-not-found":
    "The update feed could not be read. Check its address and the network, then look again.",
  "update-not-fetched":
    "The new version could not be fetched, or did not pass its checks. Nothing was installed; try again.",
  "recording-live": "This recording still goes on. End it first.",
  "fleet-unknown": "No run on many hosts with this id is on record.",
  "fleet-answered": "Nothing on this host waits for an answer any more, so nothing was run.",
  "run-unknown": "No command with this id is on record.",
  "run-unnamed": "Name the command: either none runs, or several do.",
  "run-over": "This command runs no more.",
  "command-withdrawn": "The command was taken back before it was sent.",
  "keyboard-busy": "The keyboard of the terminal was not free, so nothing was sent.",
  "processes-unseen":
    "Fairlead cannot tell which processes belong to this terminal. Look with ps in the terminal itself.",
  // models
  "model-missing": "No model is set up. Choose one in the settings.",
  "model-key-missing": "The model's key is missing. Set it in the settings.",
  "model-key-elsewhere":
    "The stored key belongs to another address. Enter the key again for this one.",
  "model-fixed":
    "The environment or the command line decides the model of this run, so this has no effect.",
  "model-unauthorized": "The model's endpoint did not accept the key. Check it in the settings.",
  "model-unreachable":
    "The model's endpoint could not be reached. Check the address and the network.",
  "model-refused": "The model's endpoint refused the request.",
  "model-failed": "The model's endpoint failed. Try again.",
  "model-cut": "The model's answer was cut off before its end. Nothing of it was run; try again.",
  "model-garbled": "The model's answer could not be understood. Try again.",
  "model-context-full":
    "The conversation is too long for this model, also after it was summed up. Start a new one, or choose a model with a larger context.",
  "turn-running": "The agent is still at work in this conversation. Stop it first, or wait.",
  "turn-limit": "The turn reached its limit and was stopped.",
  "plan-unclear": "The plan could not be changed like this.",
  "conversation-limit":
    "This conversation reached its limit. Going on raises it by as much again; the limits are in the settings.",
  "compact-nothing": "There is nothing yet that could be summed up.",
  "conversation-unknown": "This conversation does not exist.",
  // storage and secrets
  "audit-unwritable":
    "The audit could not be written, so nothing was done. Check free space and permissions.",
  "audit-unreadable": "The audit could not be read. Check its permissions.",
  "audit-broken": "The audit was changed after it was written.",
  "store-unwritable": "The data folder could not be written. Check free space and permissions.",
  "store-newer": "The data folder was written by a newer version of Fairlead. Update Fairlead.",
  "store-damaged": "The database in the data folder cannot be read. Restore it from a backup.",
  "settings-invalid": "The settings file is not valid. It was kept aside and defaults are in use.",
  "secret-locked": "The vault is locked. Unlock it with its passphrase.",
  "secret-passphrase-wrong": "The passphrase does not open the vault.",
  "secret-missing": "There is no stored secret under this name.",
  "secret-damaged":
    "The stored secret was changed or damaged and cannot be read. Set it again, or restore the file.",
  "secret-unavailable": "The keychain did not answer. The secret is kept for this run only.",
  "instance-running": "Fairlead is already running with this data folder.",
  // doors
  "address-unavailable": "Fairlead cannot listen there. Choose another port or address.",
  "exposure-not-allowed":
    "This address can be reached from other machines. Fairlead listens there only with --expose-terminals-to-network.",
  "input-invalid": "The request was not understood.",
  "not-interactive": "A command needs approval and nobody can be asked here, so nothing was run.",
  internal: "Something went wrong inside Fairlead. What was under way is shown as it is known.",
  aborted: "Stopped.",
} as const;

export type ErrorCode = keyof typeof errorSentences;

const errorCodes = Object.keys(errorSentences) as [ErrorCode, ...ErrorCode[]];

/** A failure as it crosses the contract. `sentence` is for a person, `detail` for whoever looks closer. */
export const fairleadError = z.object({
  code: z.enum(errorCodes),
  sentence: z.string(),
  detail: z.string().optional(),
});
export type FairleadError = z.infer<typeof fairleadError>;

/** Builds the error value of a code; `detail` is technical text, never a secret. */
export function failure(code: ErrorCode, detail?: string): FairleadError {
  return { code, sentence: errorSentences[code], ...(detail === undefined ? {} : { detail }) };
}
