import { BellRing } from "lucide-react";
import { useState } from "react";
import { desktopPermission } from "./desktop-notices.ts";

/** Asks the browser once whether questions may be told on the desktop. It keeps the answer, so this stays away after it. */
export function DesktopOffer({ always = false }: { always?: boolean }) {
  const [permission, setPermission] = useState(desktopPermission);
  if (permission === "default") {
    return (
      <button
        type="button"
        className="button small desktop-offer"
        onClick={() => void Notification.requestPermission().then(setPermission)}
      >
        <BellRing size={12} aria-hidden /> Tell me on the desktop
      </button>
    );
  }
  return always ? <p className="field-hint">{words[permission]}</p> : null;
}

const words = {
  granted: "On. The browser's settings for this page switch it off.",
  denied: "Blocked by the browser. Its settings for this page allow it again.",
  none: "This browser cannot show notifications.",
} as const;
