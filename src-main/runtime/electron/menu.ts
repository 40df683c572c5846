import type { Menu, MenuItemConstructorOptions } from "electron";

/**
 * macOS needs a menu for copy, paste and quit to work; elsewhere there is none, because a menu's shortcuts (Ctrl+R,
 * Ctrl+W …) would be stolen from the shell.
 */
export function setMenu(menu: typeof Menu, platform: NodeJS.Platform): void {
  const template: MenuItemConstructorOptions[] = [
    { role: "appMenu" },
    { role: "editMenu" },
    { role: "windowMenu" },
  ];
  menu.setApplicationMenu(platform === "darwin" ? menu.buildFromTemplate(template) : null);
}
