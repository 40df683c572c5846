/** What this tmux can do, and how a screen is best had from it. */
export type CaptureWays = {
  /** From 3.4 a capture holds cells that were never written, unless `-T` leaves them out. */
  trimsEmptyCells: boolean;
  /** Before 3.6 the server leaks the text of every `capture-pane -p` of a control-mode client; a buffer's is freed. */
  throughBuffer: boolean;
  /** Before 3.4 `show-buffer` answers a control-mode client with escapes. */
  buffersEscaped: boolean;
  /** From 3.4 a program waits while no client takes its output. */
  stopsReading: boolean;
};

/** Commands of which the second answer tells whether buffers are shown with escapes; nothing of it stays. */
export const bufferProbe = [
  "set-buffer -b fairlead-probe 'a\\b'",
  "show-buffer -b fairlead-probe",
  "delete-buffer -b fairlead-probe",
];

/** `version` as in `#{version}`; `shown` is the answer to the second command of `bufferProbe`. */
export function captureWays(version: string, shown: string): CaptureWays {
  const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  const since = (wanted: number) =>
    Number(major) > 3 || (Number(major) === 3 && Number(minor) >= wanted);
  return {
    trimsEmptyCells: since(4),
    throughBuffer: !since(6),
    buffersEscaped: shown.includes("\\\\"),
    stopsReading: since(4),
  };
}
