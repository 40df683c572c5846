import { Menu } from "@base-ui/react/menu";
import type { RefObject } from "react";
import type { TerminalId } from "../../shared/ids.ts";
import { openHistory } from "../history/history-actions.ts";
import { ActionKeys } from "../ui/keys.tsx";
import { MenuPopup } from "../ui/menu-popup.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { toggleReceiver, useBroadcast } from "./broadcast-store.ts";
import { startRename, useTabState } from "./tab-state.ts";
import {
  focusTerminal,
  moveFocused,
  moveFocusedToNextGroup,
  requestClose,
  splitFocused,
  toggleZoom,
} from "./terminal-desk.ts";

/** What can be done with a terminal, at its tab. */
export function TabMenu(props: { id: TerminalId; anchor: RefObject<HTMLElement | null> }) {
  const { id } = props;
  const open = useTabState((state) => state.menu === id);
  return open ? <OpenMenu {...props} /> : null;
}

function OpenMenu({ id, anchor }: { id: TerminalId; anchor: RefObject<HTMLElement | null> }) {
  const receives = useBroadcast(({ chosen }) => chosen.has(id));
  const close = () => useTabState.setState({ menu: null });
  const choose = (run: () => void) => () =>
    onceClosed(close, () => {
      focusTerminal(id);
      run();
    });
  const items = [
    ["Rename…", "rename-terminal", () => startRename(id)],
    null,
    ["Move left", "move-left", () => moveFocused("left")],
    ["Move right", "move-right", () => moveFocused("right")],
    ["Move up", "move-up", () => moveFocused("up")],
    ["Move down", "move-down", () => moveFocused("down")],
    ["Move to the next group", "move-to-group", moveFocusedToNextGroup],
    null,
    ["Split right", "split-right", () => void splitFocused("right")],
    ["Split down", "split-down", () => void splitFocused("below")],
    ["Zoom", "zoom-terminal", toggleZoom],
    null,
    [
      receives ? "Leave the broadcast" : "Broadcast input here, too",
      "broadcast-pane",
      () => toggleReceiver(id),
    ],
    null,
    ["Commands that ran here…", "history", () => openHistory(id)],
    null,
    ["Close", "close-terminal", () => requestClose(id)],
  ] as const;
  return (
    <Menu.Root open onOpenChange={(next) => next || close()}>
      <Menu.Portal>
        <Menu.Positioner className="positioner" anchor={anchor} sideOffset={4} align="start">
          <MenuPopup className="popup menu" aria-label="Terminal" finalFocus={false}>
            {items.map((item, at) =>
              item === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing else, and never move.
                <Menu.Separator key={at} render={<hr />} />
              ) : (
                <Menu.Item key={item[1]} className="option plain" onClick={choose(item[2])}>
                  {item[0]} <ActionKeys action={item[1]} />
                </Menu.Item>
              ),
            )}
          </MenuPopup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
