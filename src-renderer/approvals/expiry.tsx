import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { absoluteTime, durationWords } from "../ui/times.ts";

/** How long a question still waits for its answer. Draws nothing where it waits for ever. */
export function Expiry({ at }: { at: number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [at]);
  if (at === null) return null;
  const left = Math.max(0, Math.ceil((at - now) / 1_000)) * 1_000;
  return (
    <span
      className={left <= 10_000 ? "expiry soon" : "expiry"}
      role="timer"
      title={`Expires ${absoluteTime(at)}; then it counts as denied`}
    >
      <Timer size={12} aria-hidden /> {left === 0 ? "expired" : `${durationWords(left)} left`}
    </span>
  );
}
