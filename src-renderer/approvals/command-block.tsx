import { type ReactNode, useEffect, useRef, useState } from "react";

interface CommandBlockProps {
  /** Accessible name. */
  label: string;
  children: ReactNode;
  /** Told once, when the last line has been on the screen. */
  onSeen: () => void;
}

/** The exact act. A long one scrolls inside, and counts as seen when it was scrolled to its end. */
export function CommandBlock({ label, children, onSeen }: CommandBlockProps) {
  const block = useRef<HTMLElement>(null);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const element = block.current;
    if (element === null) return;
    const look = () => {
      if (element.clientHeight === 0) return; // not on the screen
      setLong(element.scrollHeight > element.clientHeight + 1);
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      if (below <= 2) onSeen();
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [onSeen]);
  return (
    <section
      ref={block}
      className="approval-command"
      aria-label={label}
      {...(long ? { tabIndex: 0 } : {})}
    >
      {children}
    </section>
  );
}
