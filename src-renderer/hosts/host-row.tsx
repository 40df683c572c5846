import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import type { Host, HostStatus } from "../../shared/contract/hosts.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import { openDialog } from "../app/frame-store.ts";
import { attempt, client } from "../control/client.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { openTerminal } from "../terminals/terminal-desk.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { endpointWords } from "./host-groups.ts";
import { pathWords } from "./host-way.ts";
import { useHosts } from "./hosts-store.ts";

interface HostRowProps {
  host: Host;
  status: HostStatus | undefined;
  /** Whether Tab stops here: one row of the list at a time. */
  current: boolean;
  onCurrent: (id: Host["id"]) => void;
  /** Whether the menu is there before the row is pointed at. */
  menuAlways: boolean;
}

/** One host of the sidebar. Enter or a double click opens a terminal; the menu has the rest. */
export const HostRow = memo(function HostRow(props: HostRowProps) {
  const { host, status, current, onCurrent } = props;
  const [touched, setTouched] = useState(props.menuAlways);
  const rules = usePolicy((state) => state.policy?.modeRules);
  const production = isProductionPlace(host, rules);
  const open = () => void openTerminal(host.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.key !== "Enter") return;
    event.preventDefault();
    open();
  };
  const path = useHosts(({ hosts }) => pathWords(host, hosts));
  const endpoint = host.kind === "local" ? "local shell" : endpointWords(host);
  const where = path === null ? endpoint : `${endpoint}, over ${path}`;
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
        className="host-button"
        data-host={host.id}
        data-side={side}
        aria-label={`${host.name}, ${where}`}
        title={`${host.name}\n${where}${host.notes === "" ? "" : `\n\n${host.notes}`}\n\nDouble click or Enter opens a terminal`}
        tabIndex={current ? 0 : -1}
        onFocus={() => onCurrent(host.id)}
        onDoubleClick={open}
        onKeyDown={onKeyDown}
      >
        <ConnectionMark status={status} />
        <span className="host-name cut">{host.name}</span>
      </button>
      {(touched || props.menuAlways) && <HostMenu host={host} current={current} onOpen={open} />}
    </li>
  );
});

function HostMenu(props: { host: Host; current: boolean; onOpen: () => void }) {
  const { host, onOpen } = props;
  const isLocal = host.kind === "local";
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
          <Menu.Popup className="popup menu">
            <Menu.Item className="option plain" onClick={onOpen}>
              Open a terminal
            </Menu.Item>
            {!isLocal && (
              <>
                <Menu.Item
                  className="option plain"
                  onClick={() => openDialog({ kind: "host", id: host.id })}
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
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
