import { useEffect, useState } from "react";

/** Nobody types when the last key is this old. */
const quietMs = 700;

/** False from the moment `occasion` changes until no key has been pressed for a while; null is never quiet. */
export function useQuietMoment(occasion: string | null): boolean {
  const lastKey = useLastKey();
  const [quietFor, setQuietFor] = useState<string | null>(null);
  useEffect(() => {
    if (occasion === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const left = lastKey.at + quietMs - performance.now();
      if (left <= 0) setQuietFor(occasion);
      else timer = setTimeout(look, left);
    };
    look();
    return () => clearTimeout(timer);
  }, [occasion, lastKey]);
  return occasion !== null && quietFor === occasion;
}

/** When a key was pressed last, by `performance.now()`. */
function useLastKey(): { readonly at: number } {
  const [last] = useState(() => ({ at: Number.NEGATIVE_INFINITY }));
  useEffect(() => {
    const stop = new AbortController();
    addEventListener(
      "keydown",
      () => {
        last.at = performance.now();
      },
      { capture: true, signal: stop.signal },
    );
    return () => stop.abort();
  }, [last]);
  return last;
}
