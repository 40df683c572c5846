import { useState } from "react";
import type { Backup } from "../../shared/contract/files.ts";
import { Visible } from "../approvals/visible.tsx";
import { absoluteTime, agoWords } from "../ui/times.ts";
import { backupsByHost, changeWords } from "./backup-words.ts";

interface BackupListProps {
  backups: readonly Backup[];
  chosen: Backup["id"];
  onChoose: (id: Backup["id"]) => void;
}

/** Every change by host, the latest first. */
export function BackupList({ backups, chosen, onChoose }: BackupListProps) {
  const [wanted, setWanted] = useState("");
  const hosts = backupsByHost(backups, wanted);
  const now = Date.now();
  return (
    <nav className="list-side backup-list" aria-label="Changes">
      <input
        className="input"
        type="search"
        aria-label="Host or path"
        placeholder="Host or path"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {hosts.length === 0 && <p className="soft">Nothing fits.</p>}
      {hosts.map(({ hostId, hostName, backups: changes }) => (
        <section key={hostId} aria-label={hostName}>
          <h3>{hostName}</h3>
          <ul>
            {changes.map((backup) => (
              <li key={backup.id}>
                <button
                  type="button"
                  className="list-row"
                  aria-current={backup.id === chosen}
                  onClick={() => onChoose(backup.id)}
                >
                  <span className="mono">
                    <Visible text={backup.path} />
                  </span>
                  <span className="soft" title={absoluteTime(backup.createdAt)}>
                    {changeWords(backup)} {agoWords(backup.createdAt, now)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
