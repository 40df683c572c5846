import { useSyncExternalStore } from "react";

function subscribe(onChange: () => void): () => void {
  addEventListener("resize", onChange);
  return () => removeEventListener("resize", onChange);
}

/** The page's width in pixels. */
export const usePageWidth = (): number => useSyncExternalStore(subscribe, () => innerWidth);
