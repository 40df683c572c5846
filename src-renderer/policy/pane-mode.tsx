import type { HostId } from "../../shared/ids.ts";
import { leftWords, modeThere } from "./mode-words.ts";
import { useModeOn } from "./use-effective-mode.ts";
import "./policy.css";

/** In a pane's header: that the host is production, and the mode where it is not "ask". Draws nothing where all is usual. */
export function PaneMode({ hostId }: { hostId: HostId }) {
  const known = useModeOn(hostId);
  if (known === null) return null;
  const { mode, until, production } = known.effective;
  if (!production && mode === "ask") return null;
  return (
    <>
      {production && (
        <span
          className="production-badge"
          title="Nothing runs here without you, except pure reads where the policy file allows them."
        >
          PRODUCTION
        </span>
      )}
      <span className={`pane-mode mode-${mode}`} title="How much runs here without a person">
        mode: {modeThere(known.effective)}
        {until !== null && ` · ${leftWords(until, known.now)}`}
      </span>
    </>
  );
}
