/**
 * Resolves when everything that is under way has had its turn. Before work that holds up the thread (a write of SQLite
 * waits for the disk), so that nobody waits for it who need not.
 */
export function afterOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
