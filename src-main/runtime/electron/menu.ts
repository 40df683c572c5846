import type { Menu, MenuItemConstructorOptions } from "electron";

/**
 * macOS needs a menu for copy, paste and quit to work; elsewhere there is none, because a menu's shortcuts (Ctrl+R,
 * Ctrl+W …) would be stolen from the shell. The command palette has "New window" everywhere.
 */
export function setMenu(
  menu: typeof Menu,
  platform: NodeJS.Platform,
  openWindow: () => void,
): void {
  const template: MenuItemConstructorOptions[] = [
    { role: "appMenu" },
    {
      label: "File",
      submenu: [{ label: "New Window", accelerator: "Cmd+Shift+N", click: () => openWindow() }],
    },
    { role: "editMenu" },
    { role: "windowMenu" },
  ];
  menu.setApplicationMenu(platform === "darwin" ? menu.buildFromTemplate(template) : null);
}
