import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { attempt, client } from "../control/client.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { MenuPopup } from "../ui/menu-popup.tsx";
import { agoWords } from "../ui/times.ts";
import { showConversation, useConversations } from "./conversations-store.ts";
import { RenameDialog } from "./rename-dialog.tsx";

/** The conversation on the screen, and a menu with the others, renaming and deleting. */
export function ConversationMenu() {
  const { conversations, current } = useConversations();
  const [dialog, setDialog] = useState<"rename" | "remove" | null>(null);
  const shown = conversations.find(({ id }) => id === current);
  const title = shown?.title ?? "New conversation";
  const now = Date.now();
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="select quiet conversation" aria-label={`Conversations: ${title}`}>
          <span className="cut">{title}</span>
          <ChevronDown size={12} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="positioner" sideOffset={4} align="start">
            <MenuPopup className="popup conversations">
              {shown && (
                <>
                  <Menu.Item className="option plain" onClick={() => setDialog("rename")}>
                    Rename…
                  </Menu.Item>
                  <Menu.Item className="option plain" onClick={() => setDialog("remove")}>
                    Delete…
                  </Menu.Item>
                  <Menu.Separator render={<hr />} />
                </>
              )}
              {conversations.length === 0 && (
                <p className="option-note faint">No conversation yet.</p>
              )}
              {conversations.map((conversation) => (
                <Menu.Item
                  key={conversation.id}
                  className="option"
                  onClick={() => showConversation(conversation.id)}
                >
                  <span>{conversation.id === current && <Check size={14} aria-hidden />}</span>
                  <span className="cut">{conversation.title}</span>
                  <span className="faint">{agoWords(conversation.usedAt, now)}</span>
                </Menu.Item>
              ))}
            </MenuPopup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {dialog === "rename" && shown && (
        <RenameDialog conversation={shown} onClose={() => setDialog(null)} />
      )}
      {dialog === "remove" && shown && (
        <ConfirmDialog
          title="Delete this conversation?"
          act="Delete"
          onClose={() => setDialog(null)}
          onConfirm={() => {
            setDialog(null);
            void attempt(client.chat.remove({ id: shown.id }));
          }}
        >
          <p>“{shown.title}” is removed with all its messages. What it ran stays in the audit.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
