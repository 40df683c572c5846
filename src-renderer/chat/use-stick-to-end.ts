import { type RefObject, useCallback, useEffect, useState } from "react";

/** Closer to the end than this counts as being there. Pixels. */
const near = 48;

/**
 * Keeps a scrolling element at its end while its content grows, unless the person has scrolled away. `atEnd` says which;
 * `toEnd` goes back.
 */
export function useStickToEnd(
  frame: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): { atEnd: boolean; toEnd: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    const element = frame.current;
    if (element) element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  }, [frame]);
  useEffect(() => {
    const element = frame.current;
    if (!element || !content.current) return;
    let sticking = true;
    let lastTop = element.scrollTop;
    const onScroll = () => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      // Growing content moves the end away; only a scroll upwards leaves it.
      if (below <= near) sticking = true;
      else if (element.scrollTop < lastTop) sticking = false;
      lastTop = element.scrollTop;
      setAtEnd(sticking);
    };
    const sizes = new ResizeObserver(() => {
      if (sticking) element.scrollTop = element.scrollHeight;
    });
    sizes.observe(content.current);
    sizes.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [frame, content]);
  return { atEnd, toEnd };
}
