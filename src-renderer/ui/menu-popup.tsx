import { Menu } from "@base-ui/react/menu";
import { useLayoutEffect, useRef } from "react";

/**
 * The list of a menu. It has the keyboard in the moment it appears, and so has an item once it is highlighted. Left to
 * itself a menu takes it a frame later, and on a busy machine keys pressed until then would still go to what is behind it.
 */
export function MenuPopup(props: Menu.Popup.Props) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = popup.current;
    if (menu === null) return;
    // The menu has looked by then where the focus was.
    queueMicrotask(() => menu.contains(document.activeElement) || focus(menu));
    const watch = new MutationObserver(() => focus(menu.querySelector("[data-highlighted]")));
    watch.observe(menu, { subtree: true, attributeFilter: ["data-highlighted"] });
    return () => watch.disconnect();
  }, []);
  return <Menu.Popup ref={popup} {...props} />;
}

const focus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
