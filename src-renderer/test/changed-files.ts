import type { Backup, BackupComparison } from "../../shared/contract/files.ts";

/** Changes that an agent made on a working day. */
export function changedFiles(now: number): Backup[] {
  const edited: Backup = {
    id: "back-3",
    hostId: "host-web-1",
    hostName: "web-1",
    path: "/etc/nginx/conf.d/app.conf",
    operation: "edit",
    reason: "The upstream app-2 has another name now.",
    createdAt: now - 240_000,
    digestBefore: "before",
    digestAfter: "after",
    bytesBefore: 312,
    bytesAfter: 308,
    mode: 0o644,
    user: 0,
    group: 0,
  };
  return [
    edited,
    {
      ...edited,
      id: "back-2",
      path: "/etc/motd",
      operation: "write",
      reason: "",
      createdAt: now - 7_200_000,
      digestBefore: null,
      bytesBefore: null,
      mode: null,
      user: null,
      group: null,
    },
    {
      ...edited,
      id: "back-1",
      hostId: "host-db-1",
      hostName: "db-1",
      path: "/var/lib/postgresql/old.sql",
      operation: "delete",
      reason: "Frees 2 MB.",
      createdAt: now - 86_400_000,
      digestAfter: null,
      bytesAfter: null,
    },
  ];
}

/** How those files stand; db-1 does not answer. */
export const comparisons: Record<string, BackupComparison> = {
  "back-3": {
    state: "as-left",
    digestNow: "after",
    diff: [
      "--- /etc/nginx/conf.d/app.conf",
      "+++ /etc/nginx/conf.d/app.conf",
      "@@ -1,5 +1,5 @@",
      " upstream app {",
      "   server app-1:8080;",
      "-  server app-2:8080;",
      "+  server app-2.old:8080;",
      "   keepalive 16;",
      " }",
      "",
    ].join("\n"),
  },
  "back-2": {
    state: "changed",
    digestNow: "third",
    diff: "--- /etc/motd\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-Maintenance on Sunday\u202e.\n",
  },
};
