import { Menu } from "@base-ui/react/menu";
import { openHistory } from "../history/history-actions.ts";
import { ActionKeys, Keys } from "../ui/keys.tsx";
import { MenuPopup } from "../ui/menu-popup.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { askAbout } from "./ask-about.ts";
import { copyOutput, selectOutput } from "./command-actions.ts";
import { commandWords } from "./command-words.ts";
import { openFind } from "./find-store.ts";
import { pasteFromClipboard } from "./paste-from-clipboard.ts";
import { type ScreenMenu as OpenMenu, useScreenMenu } from "./screen-menu-store.ts";
import { viewOf } from "./terminal-views.ts";

/** The menu on a terminal's screen: what can be done with its text, or with one of its commands. */
export function ScreenMenu() {
  const { menu } = useScreenMenu();
  return menu === null ? null : <Opened menu={menu} />;
}

interface Entry {
  words: string;
  action?: string;
  chord?: string;
  off?: boolean;
  run: () => unknown;
}

function Opened({ menu }: { menu: OpenMenu }) {
  const { at, id } = menu;
  const close = () => useScreenMenu.setState({ menu: null });
  const command =
    menu.command === null ? null : (viewOf(id)?.commands?.command(menu.command) ?? null);
  const choose = (run: () => unknown) => () =>
    onceClosed(close, () => {
      viewOf(id)?.focus();
      return run();
    });
  const shut = (open: boolean) => {
    if (open) return;
    close();
    viewOf(id)?.focus();
  };
  const entries: (Entry | null)[] = command === null ? ofScreen(id) : [];
  if (command !== null) {
    entries.push(
      {
        words: "Select output",
        action: "select-output",
        run: () => selectOutput(id, command),
      },
      { words: "Copy output", action: "copy-output", run: () => copyOutput(id, command) },
      null,
      { words: "Open its record…", action: "command-record", run: () => openHistory(id, command) },
      { words: "Ask about this…", action: "ask-about", run: () => askAbout(id, command.id) },
    );
  }
  return (
    <Menu.Root open onOpenChange={shut}>
      <Menu.Portal>
        <Menu.Positioner
          className="positioner"
          anchor={{ getBoundingClientRect: () => at }}
          sideOffset={2}
          align="start"
        >
          <MenuPopup
            className="popup menu"
            aria-label={command === null ? "Terminal’s text" : "Command"}
            finalFocus={false}
          >
            {command !== null && (
              <p className="command-facts">
                <span className="mono cut">{command.text || "command not known"}</span>
                <span className="faint">{commandWords(command)}</span>
              </p>
            )}
            {entries.map((entry, place) =>
              entry === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing else, and never move.
                <Menu.Separator key={place} render={<hr />} />
              ) : (
                <Menu.Item
                  key={entry.words}
                  className="option plain"
                  disabled={entry.off === true}
                  onClick={choose(entry.run)}
                >
                  {entry.words}{" "}
                  {entry.chord === undefined ? (
                    <ActionKeys action={entry.action ?? ""} />
                  ) : (
                    <Keys chord={entry.chord} />
                  )}
                </Menu.Item>
              ),
            )}
          </MenuPopup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function ofScreen(id: OpenMenu["id"]): (Entry | null)[] {
  const view = viewOf(id);
  const off = view?.hasSelection !== true;
  return [
    { words: "Copy", chord: "Mod+Shift+C", off, run: () => view?.copy() },
    { words: "Copy as HTML", action: "copy-html", off, run: () => view?.copyHtml() },
    { words: "Paste", chord: "Mod+Shift+V", run: () => pasteFromClipboard(id) },
    null,
    { words: "Select all", action: "select-all", run: () => view?.selectAll() },
    { words: "Find…", action: "find", run: () => openFind(id) },
    null,
    {
      words: "Clear lines above the screen",
      action: "clear-scrollback",
      run: () => view?.clear(),
    },
  ];
}
