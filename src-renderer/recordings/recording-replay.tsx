import type { Player } from "asciinema-player";
import { Bot, CircleUserRound, Flag, KeyRound } from "lucide-react";
import { useEffect, useRef } from "react";
import { lookNow } from "../terminals/terminal-views.ts";
import { durationWords } from "../ui/times.ts";
import type { Cast, TimelinePoint } from "./timeline.ts";
import "asciinema-player/dist/bundle/asciinema-player.css";

/** Nothing happens for longer: the replay passes over it in this many seconds. */
const longestPause = 2;

/** Replays a recording; beside it what was typed by whom, commands and approvals, each a way to its place. */
export function RecordingReplay({ cast, at }: { cast: Cast; at: number }) {
  const place = useRef<HTMLDivElement>(null);
  const player = useRef<Player | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const stop = new AbortController();
    // The player is large, and seldom needed.
    void import("asciinema-player").then(({ create }) => {
      if (stop.signal.aborted) return;
      for (const [name, colour] of playerColours()) element.style.setProperty(name, colour);
      player.current = create({ data: cast.text }, element, {
        fit: "both",
        idleTimeLimit: longestPause,
        markers: cast.points
          .filter(({ kind }) => kind === "mark")
          .map(({ at: seconds, label }) => [seconds, label]),
        preload: true,
        startAt: at,
        poster: `npt:${at}`,
        terminalFontFamily: '"JetBrains Mono Variable", monospace',
      });
    });
    return () => {
      stop.abort();
      player.current?.dispose();
      player.current = null;
    };
  }, [cast, at]);
  const seek = (seconds: number) => void player.current?.seek(seconds);
  return (
    <div className="recording-replay">
      <div className="recording-player" ref={place} />
      <section aria-label="What happened">
        {cast.points.length === 0 && (
          <p className="soft">Nothing was typed and no command ran while this was recorded.</p>
        )}
        <ol className="recording-points">
          {cast.points.map((point) => (
            <li key={`${point.at} ${point.kind} ${point.label}`}>
              <button type="button" className="recording-point" onClick={() => seek(point.at)}>
                <span className="recording-time">{durationWords(point.at * 1_000)}</span>
                <PointKind kind={point.kind} />
                <span className="recording-label cut" title={point.label}>
                  {point.label}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const ansi = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const brightAnsi = [
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

/** The colours that terminals have now, as recordings.css hands them to the player, which reads them once. */
function playerColours(): [string, string][] {
  const { theme } = lookNow();
  const { background = "", foreground = "" } = theme;
  return [
    ["--replay-background", background],
    ["--replay-foreground", foreground],
    ...[...ansi, ...brightAnsi].map((name, index): [string, string] => [
      `--replay-${index}`,
      theme[name] ?? "",
    ]),
  ];
}

const kinds = {
  person: { word: "you", Shape: CircleUserRound },
  agent: { word: "agent", Shape: Bot },
  secret: { word: "secret", Shape: KeyRound },
  mark: { word: "mark", Shape: Flag },
} as const;

function PointKind({ kind }: Pick<TimelinePoint, "kind">) {
  const { word, Shape } = kinds[kind];
  return (
    <span className="recording-kind" data-kind={kind}>
      <Shape size={13} aria-hidden /> {word}
    </span>
  );
}
