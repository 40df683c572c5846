import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { MenuPopup } from "../ui/menu-popup.tsx";

interface RowMenuProps {
  label: string;
  items: readonly { label: string; run: () => void; apart?: boolean }[];
}

/** The rest of what can be done with a row. */
export function RowMenu({ label, items }: RowMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button small" aria-label={label}>
        <Ellipsis size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <MenuPopup className="popup menu">
            {items.map((item) => (
              <div key={item.label} role="presentation">
                {item.apart && <Menu.Separator render={<hr />} />}
                <Menu.Item className="option plain" onClick={item.run}>
                  {item.label}
                </Menu.Item>
              </div>
            ))}
          </MenuPopup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
