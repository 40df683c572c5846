import { homedir } from "node:os";
import { join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where everything Fairlead keeps lives. An empty variable counts as unset. */
export type DataPaths = {
  home: string;
  settings: string;
  policy: string;
  /** Folder of the person's own themes of terminals. */
  themes: string;
  database: string;
  audit: string;
  vault: string;
  /** Folder of what files were before the agent changed them. */
  backups: string;
  /** Folder of what terminals showed, where that is recorded. */
  recordings: string;
  /** Folder of what commands printed, where that is long. */
  outputs: string;
  socket: string;
  logs: string;
};

/** FAIRLEAD_HOME, else the platform's folder for application data. */
export function dataPaths(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): DataPaths {
  const home = environment["FAIRLEAD_HOME"] || platformHome(environment, platform);
  return {
    home,
    settings: join(home, "settings.json"),
    policy: join(home, "policy.json"),
    themes: join(home, "themes"),
    database: join(home, "fairlead.db"),
    audit: join(home, "audit.jsonl"),
    vault: join(home, "vault.json"),
    backups: join(home, "backups"),
    recordings: join(home, "recordings"),
    outputs: join(home, "outputs"),
    socket: join(home, "fairlead.sock"),
    logs: join(home, "fairlead.log"),
  };
}

function platformHome(environment: Environment, platform: NodeJS.Platform): string {
  const home = environment["HOME"] || homedir();
  switch (platform) {
    case "darwin":
      return join(home, "Library", "Application Support", "Fairlead");
    case "win32":
      return join(environment["APPDATA"] || join(home, "AppData", "Roaming"), "Fairlead");
    default:
      return join(environment["XDG_DATA_HOME"] || join(home, ".local", "share"), "fairlead");
  }
}
