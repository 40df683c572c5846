import { Tooltip } from "@base-ui/react/tooltip";
import { ApprovalAnnouncer } from "../approvals/approval-announcer.tsx";
import { ChatPanel } from "../chat/chat-panel.tsx";
import { RevertNotices } from "../files/revert-notices.tsx";
import { HostsSidebar } from "../hosts/hosts-sidebar.tsx";
import { TerminalArea } from "../terminals/terminal-area.tsx";
import { Splitter } from "../ui/splitter.tsx";
import { Dialogs } from "./dialogs.tsx";
import { fitColumns } from "./fit-columns.ts";
import { useFrame, widths } from "./frame-store.ts";
import { RunAnnouncer } from "./run-announcer.tsx";
import { StatusLine } from "./status-line.tsx";
import { usePageWidth } from "./use-page-width.ts";
import "./frame.css";

/** Hosts, terminals, chat, and the status line below them. */
export function Frame() {
  const state = useFrame();
  const page = usePageWidth();
  const columns = fitColumns(page, state);
  return (
    <Tooltip.Provider delay={500}>
      <div className="frame">
        <header className="visually-hidden">
          <h1>Fairlead</h1>
        </header>
        <div className="columns">
          {state.sidebarShown && (
            <div className="column" style={{ width: columns.sidebar }}>
              <HostsSidebar>
                <Splitter
                  label="Width of the hosts"
                  side="left"
                  value={columns.sidebar}
                  {...widths.sidebar}
                  onChange={(sidebarWidth) => useFrame.setState({ sidebarWidth })}
                />
              </HostsSidebar>
            </div>
          )}
          <div className="column terminals">
            <TerminalArea />
          </div>
          {state.chatShown && (
            <div className="column" style={{ width: columns.chat }}>
              <ChatPanel>
                <Splitter
                  label="Width of the chat"
                  side="right"
                  value={columns.chat}
                  {...widths.chat}
                  onChange={(chatWidth) => useFrame.setState({ chatWidth })}
                />
              </ChatPanel>
            </div>
          )}
        </div>
        <RevertNotices />
        <StatusLine />
      </div>
      <ApprovalAnnouncer />
      <RunAnnouncer />
      <Dialogs />
    </Tooltip.Provider>
  );
}
