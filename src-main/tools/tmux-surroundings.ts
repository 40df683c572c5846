import type { TmuxListing } from "../../shared/contract/tmux.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";

/** What tools see of tmux on a host. A pane is named by the number behind tmux's %. */
export type ToolTmux = {
  /** Every session, whoever made it. */
  list(hostId: HostId, signal: AbortSignal): Promise<Result<TmuxListing, FairleadError>>;
  /** The last `lines` lines of a pane and of what has left it above, redacted. "tmux-changed" where it is gone. */
  read(
    hostId: HostId,
    pane: number,
    lines: number,
    signal: AbortSignal,
  ): Promise<Result<string, FairleadError>>;
  /** Attaches the pane's session, brings the pane to the front; the terminal that shows it. Comes through the gate. */
  show(
    hostId: HostId,
    pane: number,
    signal: AbortSignal,
  ): Promise<Result<TerminalId, FairleadError>>;
};
