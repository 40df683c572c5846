import { type ReactNode, useEffect, useRef, useState } from "react";
import "./command-block.css";

interface CommandBlockProps {
  /** Accessible name. */
  label: string;
  /** It may take more room than a command does. */
  tall: boolean;
  children: ReactNode;
  /** Told once, when the last line has been on the screen. */
  onSeen: () => void;
}

/** The exact act. A long one scrolls inside, and counts as seen when its end has been on the screen. */
export function CommandBlock({ label, tall, children, onSeen }: CommandBlockProps) {
  const block = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (block.current === null || end.current === null) return;
    const element = block.current;
    const sizes = new ResizeObserver(() =>
      setLong(element.scrollHeight > element.clientHeight + 1),
    );
    sizes.observe(element);
    // What scrolls around the block cuts the end off as well.
    const view = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onSeen();
    });
    view.observe(end.current);
    return () => {
      sizes.disconnect();
      view.disconnect();
    };
  }, [onSeen]);
  return (
    <section
      ref={block}
      className={tall ? "approval-command tall" : "approval-command"}
      aria-label={label}
      {...(long ? { tabIndex: 0 } : {})}
    >
      {children}
      <div ref={end} className="command-end" />
    </section>
  );
}
