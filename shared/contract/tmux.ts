import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { fairleadError } from "../errors.ts";
import { hostId, terminalId } from "../ids.ts";
import { call } from "./call.ts";

/** The number behind tmux's $, @ or %; it is a name only while the same server lives. */
const number = z.int().min(0).max(4_294_967_295);
/** Which tmux server a number belongs to: its process and when it started. */
const server = z.string().regex(/^\d{1,10}-\d{1,15}$/);

/** What a person may call a session; tmux keeps the colon and the dot for itself. */
export const tmuxSessionTitle = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}:.]+$/u);
/** What a person may call a window. */
export const tmuxWindowTitle = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u);

/** Somebody who is attached to a session, Fairlead itself left out. */
export const tmuxClient = z.object({ tty: z.string(), columns: z.int(), rows: z.int() });
export type TmuxClient = z.infer<typeof tmuxClient>;

/** A pane and where it stands in its window, in cells. */
export const tmuxPane = z.object({
  pane: number,
  /** What the program in it calls it. */
  title: z.string(),
  /** Name of the program in front. */
  command: z.string(),
  /** In front is a shell, so that nothing seems to be at work. */
  idle: z.boolean(),
  left: z.int(),
  top: z.int(),
  columns: z.int(),
  rows: z.int(),
  active: z.boolean(),
  /** In copy mode or another mode that takes the keys. */
  inMode: z.boolean(),
  /** Its program has ended and tmux keeps the pane. */
  dead: z.boolean(),
  /** The terminal that shows it here. */
  terminalId: terminalId.nullable(),
});
export type TmuxPaneInfo = z.infer<typeof tmuxPane>;

export const tmuxWindow = z.object({
  window: number,
  index: z.int(),
  name: z.string(),
  active: z.boolean(),
  /** The active pane fills the window for now. */
  zoomed: z.boolean(),
  columns: z.int(),
  rows: z.int(),
  panes: z.array(tmuxPane),
});
export type TmuxWindowInfo = z.infer<typeof tmuxWindow>;

export const tmuxSession = z.object({
  session: number,
  name: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  /** Made by this Fairlead for its own terminals. */
  own: z.boolean(),
  clients: z.array(tmuxClient),
  windows: z.array(tmuxWindow),
});
export type TmuxSessionInfo = z.infer<typeof tmuxSession>;

/** What tmux has on a host. `server` is null where none runs. */
export const tmuxListing = z.object({
  state: z.enum(["listed", "no-tmux", "too-old", "no-server"]),
  version: z.string().nullable(),
  server: server.nullable(),
  sessions: z.array(tmuxSession),
});
export type TmuxListing = z.infer<typeof tmuxListing>;

export const tmuxListingEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("sessions-listed"), listing: tmuxListing }),
  z.object({ type: z.literal("listing-failed"), failure: fairleadError }),
]);
export type TmuxListingEvent = z.infer<typeof tmuxListingEvent>;

/**
 * Who decides the size of a session's windows. "ours": the panel here, others see it with a border or cut; "smallest": the
 * smallest of all who are attached; "latest": whoever was active last.
 */
export const tmuxSizePolicy = z.enum(["ours", "smallest", "latest"]);
export type TmuxSizePolicy = z.infer<typeof tmuxSizePolicy>;

/** A session that is shown here, as it is now. */
export const attachedSession = tmuxSession.extend({ hostId, server, policy: tmuxSizePolicy });
export type AttachedSession = z.infer<typeof attachedSession>;

export const attachedEvent = z.object({
  type: z.literal("sessions-attached"),
  sessions: z.array(attachedSession),
});
export type AttachedEvent = z.infer<typeof attachedEvent>;

/** On a production host whatever ends something needs the host's name, typed. */
const typedName = z.string().nullable();

/** One thing a person does to tmux. */
export const tmuxAct = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("new-session"),
    name: tmuxSessionTitle,
    /** Where its shell starts; null: the home directory. */
    directory: z.string().trim().min(1).max(4_096).nullable(),
  }),
  z.object({ kind: z.literal("rename-session"), session: number, name: tmuxSessionTitle }),
  z.object({ kind: z.literal("kill-session"), session: number, typedName }),
  z.object({ kind: z.literal("new-window"), session: number }),
  z.object({ kind: z.literal("rename-window"), window: number, name: tmuxWindowTitle }),
  z.object({ kind: z.literal("select-window"), window: number }),
  z.object({ kind: z.literal("kill-window"), window: number, typedName }),
  z.object({ kind: z.literal("split-pane"), pane: number, direction: z.enum(["right", "below"]) }),
  z.object({ kind: z.literal("select-pane"), pane: number }),
  z.object({ kind: z.literal("swap-pane"), pane: number, with: z.enum(["next", "previous"]) }),
  z.object({ kind: z.literal("zoom-pane"), pane: number }),
  z.object({
    kind: z.literal("resize-pane"),
    pane: number,
    columns: z.int().min(1).max(2_000).nullable(),
    rows: z.int().min(1).max(1_000).nullable(),
  }),
  z.object({ kind: z.literal("kill-pane"), pane: number, typedName }),
]);
export type TmuxAct = z.infer<typeof tmuxAct>;

/** A session of a host as it was listed. */
export const tmuxSessionKey = z.object({ hostId, server, session: number });
export type TmuxSessionKey = z.infer<typeof tmuxSessionKey>;

export const tmuxContract = {
  /** What the host has, again and again while somebody listens. */
  watch: call.input(z.object({ hostId })).output(eventIterator(tmuxListingEvent)),
  /** `server` is null only to make the first session of a host. */
  act: call.input(z.object({ hostId, server: server.nullable(), act: tmuxAct })).output(z.void()),
  /** Shows the session's panes as terminals; answers with them once they are there. */
  attach: call.input(tmuxSessionKey).output(z.array(terminalId)),
  /** The view goes, the session lives. */
  detach: call.input(tmuxSessionKey).output(z.void()),
  setSizePolicy: call.input(tmuxSessionKey.extend({ policy: tmuxSizePolicy })).output(z.void()),
  /** The panel that shows the window has room for so many cells. */
  fit: call
    .input(
      tmuxSessionKey.extend({
        window: number,
        columns: z.int().min(2).max(2_000),
        rows: z.int().min(1).max(1_000),
      }),
    )
    .output(z.void()),
  /** The sessions that are shown here. */
  attached: call.output(eventIterator(attachedEvent)),
};
