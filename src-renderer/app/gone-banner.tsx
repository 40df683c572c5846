import { reconnectNow, useConnection } from "../control/connection.ts";

/** Says that main has gone and what to do; everything below stays as it was last seen. */
export function GoneBanner() {
  const { state, runtime } = useConnection();
  if (state !== "gone") return null;
  return (
    <div className="gone-banner" role="alert">
      <span>
        Fairlead is not running any more. Shells in tmux go on; start Fairlead again to see them.
      </span>
      {runtime === "web" && (
        <button type="button" className="button small" onClick={reconnectNow}>
          Try again
        </button>
      )}
    </div>
  );
}
