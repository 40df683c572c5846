import { Menu } from "@base-ui/react/menu";
import { Box, Ellipsis } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import type { Host, HostStatus } from "../../shared/contract/hosts.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import { openDialog } from "../app/frame-store.ts";
import { attempt, client } from "../control/client.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { openTerminal } from "../terminals/terminal-desk.ts";
import { MenuPopup } from "../ui/menu-popup.tsx";
import { ConnectionMark } from "./connection-mark.tsx";
import { nameUnder, placeWords } from "./host-groups.ts";
import { pathWords } from "./host-way.ts";
import { useHosts } from "./hosts-store.ts";

interface HostRowProps {
  host: Host;
  status: HostStatus | undefined;
  /** The machine above it, where this is a container. */
  parent: Host | undefined;
  /** The hue of its bar. */
  colour: string | undefined;
  /** Whether Tab stops here: one row of the list at a time. */
  current: boolean;
  onCurrent: (id: Host["id"]) => void;
  /** Whether it is one of several that a command is to be run on. */
  selected: boolean;
  /** A click with Ctrl or Cmd ("one") or with Shift ("range"). */
  onSelect: (id: Host["id"], how: "one" | "range") => void;
  /** Whether the menu is there before the row is pointed at. */
  menuAlways: boolean;
}

/** One host of the sidebar. Enter or a double click opens a terminal; the menu has the rest. */
export const HostRow = memo(function HostRow(props: HostRowProps) {
  const { host, parent, colour, status, current, onCurrent, onSelect, selected } = props;
  const [touched, setTouched] = useState(props.menuAlways);
  const rules = usePolicy((state) => state.policy?.modeRules);
  const production = isProductionPlace(host, rules);
  const open = () => void openTerminal(host.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      return onSelect(host.id, event.shiftKey ? "range" : "one");
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    open();
  };
  const path = useHosts(({ hosts }) => pathWords(host, hosts));
  const where = path === null ? placeWords(host) : `${placeWords(host)}, over ${path}`;
  const side =
    status?.state === "connected" && status.latencyMs !== null
      ? `${Math.round(status.latencyMs)} ms`
      : host.tags[0];
  return (
    <li
      className={production ? "host production" : "host"}
      onPointerEnter={() => setTouched(true)}
      onFocus={() => setTouched(true)}
    >
      <button
        type="button"
        className={parent === undefined ? "host-button" : "host-button host-nested"}
        data-host={host.id}
        data-side={side}
        data-colour={colour}
        aria-pressed={selected ? true : undefined}
        onClick={(event) => {
          if (event.shiftKey) onSelect(host.id, "range");
          else if (event.ctrlKey || event.metaKey) onSelect(host.id, "one");
        }}
        aria-label={`${host.name}, ${where}`}
        title={`${host.name}\n${where}${host.notes === "" ? "" : `\n\n${host.notes}`}\n\nDouble click or Enter opens a terminal`}
        tabIndex={current ? 0 : -1}
        onFocus={() => onCurrent(host.id)}
        onDoubleClick={open}
        onKeyDown={onKeyDown}
      >
        <ConnectionMark status={status} />
        {parent !== undefined && <Box size={12} aria-hidden />}
        <span className="host-name cut">{nameUnder(host, parent)}</span>
      </button>
      {(touched || props.menuAlways) && <HostMenu host={host} current={current} onOpen={open} />}
    </li>
  );
});

function HostMenu(props: { host: Host; current: boolean; onOpen: () => void }) {
  const { host, onOpen } = props;
  const isLocal = host.kind === "local";
  const isContainer = host.kind === "container";
  return (
    <Menu.Root>
      <Menu.Trigger
        className="icon-button small host-menu"
        aria-label={`Actions for ${host.name}`}
        tabIndex={props.current ? 0 : -1}
      >
        <Ellipsis size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <MenuPopup className="popup menu">
            <Menu.Item className="option plain" onClick={onOpen}>
              Open a terminal
            </Menu.Item>
            {!isContainer && (
              <Menu.Item
                className="option plain"
                onClick={() => openDialog({ kind: "containers", hostId: host.id })}
              >
                Open a container…
              </Menu.Item>
            )}
            <Menu.Item
              className="option plain"
              onClick={() => openDialog({ kind: "run-on-hosts", initial: { hostIds: [host.id] } })}
            >
              Run a command here and elsewhere…
            </Menu.Item>
            <Menu.Item
              className="option plain"
              onClick={() => openDialog({ kind: "tmux", hostId: host.id })}
            >
              tmux sessions…
            </Menu.Item>
            {!isLocal && (
              <>
                <Menu.Item
                  className="option plain"
                  onClick={() =>
                    openDialog({ kind: isContainer ? "container" : "host", id: host.id })
                  }
                >
                  Edit…
                </Menu.Item>
                <Menu.Item
                  className="option plain"
                  onClick={() =>
                    void attempt(
                      client.hosts.update({ id: host.id, draft: { favourite: !host.favourite } }),
                    )
                  }
                >
                  {host.favourite ? "Remove from favourites" : "Add to favourites"}
                </Menu.Item>
                <Menu.Separator render={<hr />} />
                <Menu.Item
                  className="option plain"
                  onClick={() => openDialog({ kind: "remove-host", id: host.id })}
                >
                  Remove…
                </Menu.Item>
              </>
            )}
          </MenuPopup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
