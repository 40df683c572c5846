import type { KeyboardEvent, PointerEvent } from "react";

interface SplitterProps {
  label: string;
  /** Width of the column it belongs to, in pixels. */
  value: number;
  least: number;
  most: number;
  /** The column stands at this side of the splitter. */
  side: "left" | "right";
  onChange: (width: number) => void;
}

const stepPixels = 16;

/** The line between two columns: dragged, or moved by arrow keys, Home and End; a double click gives the default back. */
export function Splitter(props: SplitterProps & { initial: number }) {
  const set = (width: number) =>
    props.onChange(Math.round(Math.min(props.most, Math.max(props.least, width))));
  const grows = props.side === "left" ? "ArrowRight" : "ArrowLeft";
  const shrinks = props.side === "left" ? "ArrowLeft" : "ArrowRight";

  const onKeyDown = (event: KeyboardEvent) => {
    const width = {
      [grows]: props.value + stepPixels,
      [shrinks]: props.value - stepPixels,
      Home: props.least,
      End: props.most,
    }[event.key];
    if (width === undefined) return;
    event.preventDefault();
    set(width);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      const by = moved.clientX - start;
      set(props.value + (props.side === "left" ? by : -by));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => handle.removeEventListener("pointermove", move),
      { once: true },
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and moved
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.value}
      aria-valuemin={props.least}
      aria-valuemax={props.most}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDoubleClick={() => props.onChange(props.initial)}
    />
  );
}
