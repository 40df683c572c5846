/** The part of node-pty that is used; the package is installed under another name than its own types declare. */
declare module "node-pty" {
  export type Pty = {
    readonly pid: number;
    write(data: Uint8Array): void;
    resize(columns: number, rows: number): void;
    pause(): void;
    resume(): void;
    kill(signal?: string): void;
    destroy(): void;
    /** "close": the descriptor has no more data. */
    on(event: "close", listener: () => void): void;
    on(event: "data", listener: (bytes: Buffer) => void): void;
    onExit(listener: (exit: { exitCode: number; signal?: number }) => void): void;
  };
  export function spawn(
    file: string,
    args: string[],
    options: {
      name: string;
      cols: number;
      rows: number;
      cwd: string;
      env: Record<string, string>;
      encoding: null;
    },
  ): Pty;
}
