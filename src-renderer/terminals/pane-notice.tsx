import { useEffect } from "react";
import { create } from "zustand";
import type { TerminalId } from "../../shared/ids.ts";

/** Long enough to be read. */
const shownMs = 5_000;

const useNotice = create<{ notice: { id: TerminalId; text: string } | null }>(() => ({
  notice: null,
}));

/** Says in a terminal's pane, for a moment, why nothing happened there. */
export const say = (id: TerminalId, text: string): void =>
  useNotice.setState({ notice: { id, text } });

export function PaneNotice({ id }: { id: TerminalId }) {
  const notice = useNotice((state) => (state.notice?.id === id ? state.notice : null));
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => useNotice.setState({ notice: null }), shownMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <p className="pane-notice" role="status">
      {notice?.text}
    </p>
  );
}
