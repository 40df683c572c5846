import type { BackendEnd } from "../backend.ts";
import type { ClientEnd } from "./control-client.ts";

const unsaid = {
  left: "tmux let this client go",
  lost: "the connection to tmux was lost",
  "let-go": "",
} as const satisfies Record<ClientEnd["kind"], string>;

/**
 * What the end of the session's client means for a pane. `isGone`: the session is gone with it. `isYoung`: the pane's
 * program may have ended unsaid, and the session because of it. Pure.
 */
export function paneEnd(
  end: ClientEnd,
  { isGone, isYoung }: { isGone: boolean; isYoung: boolean },
): BackendEnd {
  if (!isGone) return { kind: "detached", reason: end.reason || unsaid[end.kind] };
  if (isYoung) return { kind: "exited", exitCode: null };
  return { kind: "gone", reason: "Its tmux session was ended, and the shell with it." };
}
