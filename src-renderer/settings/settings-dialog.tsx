import { Tabs } from "@base-ui/react/tabs";
import { openDialog, type SettingsPage } from "../app/frame-store.ts";
import { useConnection, windowSessions } from "../control/connection.ts";
import { PolicyPage } from "../policy/policy-page.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { AppearancePage } from "./appearance-page.tsx";
import { ApprovalsPage } from "./approvals-page.tsx";
import { AuditPage } from "./audit-page.tsx";
import { ConnectionsPage } from "./connections-page.tsx";
import { CredentialsPage } from "./credentials-page.tsx";
import { DoctorPage } from "./doctor-page.tsx";
import { HelpPage } from "./help-page.tsx";
import { ModelsPage } from "./models-page.tsx";
import { RecordingPage } from "./recording-page.tsx";
import { useSettings } from "./settings-store.ts";
import { ShortcutsPage } from "./shortcuts-page.tsx";
import { TerminalsPage } from "./terminals-page.tsx";
import { TurnsPage } from "./turns-page.tsx";
import { UpdatesPage } from "./updates-page.tsx";
import { WebPage } from "./web-page.tsx";
import { WindowsPage } from "./windows-page.tsx";
import "./settings.css";

const allPages: readonly { page: SettingsPage; title: string; Body: () => React.ReactNode }[] = [
  { page: "appearance", title: "Appearance", Body: AppearancePage },
  { page: "terminals", title: "Terminals", Body: TerminalsPage },
  { page: "shortcuts", title: "Shortcuts", Body: ShortcutsPage },
  { page: "models", title: "Models", Body: ModelsPage },
  { page: "approvals", title: "Approvals", Body: ApprovalsPage },
  { page: "policy", title: "Policy", Body: PolicyPage },
  { page: "turns", title: "The agent", Body: TurnsPage },
  { page: "connections", title: "Connections", Body: ConnectionsPage },
  { page: "web", title: "Web", Body: WebPage },
  { page: "recording", title: "Recording", Body: RecordingPage },
  { page: "credentials", title: "Credentials", Body: CredentialsPage },
  { page: "windows", title: "Windows", Body: WindowsPage },
  { page: "updates", title: "Updates", Body: UpdatesPage },
  { page: "audit", title: "Audit", Body: AuditPage },
  { page: "doctor", title: "Doctor", Body: DoctorPage },
  { page: "help", title: "Help", Body: HelpPage },
];

/** All settings and what belongs to them; a change counts at once. */
export function SettingsDialog(props: { page: SettingsPage; onClose: () => void }) {
  const runtime = useConnection((connection) => connection.runtime);
  const absent: readonly SettingsPage[] = [
    ...(windowSessions() === null ? ["windows" as const] : []),
    ...(runtime === "electron" ? [] : ["updates" as const]),
  ];
  const pages = allPages.filter(({ page }) => !absent.includes(page));
  const problem = useSettings(({ event }) => event?.problem ?? null);
  return (
    <FrameDialog title="Settings" wide onClose={props.onClose}>
      <Tabs.Root
        className="settings"
        orientation="vertical"
        value={props.page}
        onValueChange={(page: SettingsPage) => openDialog({ kind: "settings", page })}
      >
        <Tabs.List className="settings-tabs" aria-label="Settings pages">
          {pages.map((entry) => (
            <Tabs.Tab
              key={entry.page}
              value={entry.page}
              className="settings-tab"
              {...(entry.page === props.page ? { "data-first": true } : {})}
            >
              {entry.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className="settings-body">
          {problem !== null && <p className="notice warning">{problem}</p>}
          {pages.map(({ page: value, Body }) => (
            <Tabs.Panel key={value} value={value} className="settings-page">
              <Body />
            </Tabs.Panel>
          ))}
        </div>
      </Tabs.Root>
    </FrameDialog>
  );
}
