import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useRef } from "react";
import { showConversation, useConversations } from "../chat/conversations-store.ts";
import { type Action, useActions } from "../control/shortcuts.ts";
import { placeWords } from "../hosts/host-groups.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { focusTerminal, openTerminal } from "../terminals/terminal-desk.ts";
import { labelOf } from "../terminals/terminal-label.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { focusAtOnce } from "../ui/focus-at-once.ts";
import { Keys } from "../ui/keys.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { openDialog } from "./frame-store.ts";
import { paletteFilter } from "./palette-filter.ts";

const groups: readonly Action["group"][] = ["Terminal", "Chat", "Hosts", "Approvals", "Fairlead"];
/** More hosts than this are not listed before something is typed. */
const listedHosts = 200;

/** Every action, terminal, host and conversation, found by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { actions } = useActions();
  const hosts = useHosts((state) => state.hosts);
  const machines = hosts.filter(({ kind }) => kind !== "container");
  const terminals = useTerminals((state) => state.terminals);
  const conversations = useConversations((state) => state.conversations);
  const popup = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const choose = (run: () => void) => () => onceClosed(onClose, run);
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          ref={popup}
          className="dialog palette"
          initialFocus={focusAtOnce(
            () => popup.current,
            () => field.current,
          )}
        >
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <Command label="Commands" loop filter={paletteFilter}>
            <Command.Input ref={field} className="palette-input" placeholder="Do, open, go to…" />
            <Command.List className="palette-list" label="Found">
              <Command.Empty className="palette-empty">Nothing found.</Command.Empty>
              {terminals.size > 0 && (
                <Command.Group heading="Open terminals">
                  {[...terminals.values()].map((terminal) => (
                    <Command.Item
                      key={terminal.id}
                      value={`${labelOf({ terminals }, terminal.id)} ${terminal.hostName} ${terminal.title} ${terminal.id}`}
                      className="palette-item"
                      onSelect={choose(() => focusTerminal(terminal.id))}
                    >
                      <span className="cut">{labelOf({ terminals }, terminal.id)}</span>
                      <span className="faint cut">
                        {terminal.user}@{terminal.hostName} {terminal.directory}
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {groups.map((group) => (
                <Command.Group key={group} heading={group}>
                  {actions
                    .filter((action) => action.group === group && action.id !== "palette")
                    .map((action) => (
                      <Command.Item
                        key={action.id}
                        value={`${action.title} ${group}`}
                        className="palette-item"
                        onSelect={choose(action.run)}
                      >
                        <span className="cut">{action.title}</span>
                        {action.chord && <Keys chord={action.chord} />}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
              <Command.Group heading="Open a terminal on">
                {hosts.slice(0, listedHosts).map((host) => (
                  <Command.Item
                    key={host.id}
                    value={`open terminal ${host.name} ${host.address} ${host.id}`}
                    className="palette-item"
                    onSelect={choose(() => void openTerminal(host.id))}
                  >
                    <span className="cut">{host.name}</span>
                    <span className="faint cut">{placeWords(host)}</span>
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Containers">
                {machines.slice(0, listedHosts).map((host) => (
                  <Command.Item
                    key={host.id}
                    value={`open a container on ${host.name} ${host.address} ${host.id}`}
                    className="palette-item"
                    onSelect={choose(() => openDialog({ kind: "containers", hostId: host.id }))}
                  >
                    <span className="cut">Open a container on {host.name}…</span>
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Conversations">
                {conversations.slice(0, 50).map((conversation) => (
                  <Command.Item
                    key={conversation.id}
                    value={`${conversation.title} ${conversation.id}`}
                    className="palette-item"
                    onSelect={choose(() => showConversation(conversation.id))}
                  >
                    <span className="cut">{conversation.title}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
