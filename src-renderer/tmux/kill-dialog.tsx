import { useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { TmuxAct } from "../../shared/contract/tmux.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface KillQuestion {
  title: string;
  /** What would be lost, and who would feel it; empty: nothing is asked, except on production. */
  losses: string[];
  act: (typedName: string | null) => TmuxAct;
}

export interface Kill {
  ask: (question: KillQuestion) => void;
  open: (KillQuestion & { confirm: () => void; close: () => void; typed: string | null }) | null;
}

/** Ends something in tmux, after asking where something runs in it, others are attached, or the host is production. */
export function useKill(host: Host | undefined, act: (act: TmuxAct) => unknown): Kill {
  const [question, setQuestion] = useState<KillQuestion | null>(null);
  const rules = usePolicy((state) => state.policy?.modeRules);
  const typed = host !== undefined && isProductionPlace(host, rules) ? host.name : null;
  const close = () => setQuestion(null);
  return {
    ask: (asked) => {
      if (asked.losses.length === 0 && typed === null) act(asked.act(null));
      else setQuestion(asked);
    },
    open: question && {
      ...question,
      typed,
      close,
      confirm: () => {
        close();
        act(question.act(typed));
      },
    },
  };
}

export function KillDialog({ kill: { open } }: { kill: Kill }) {
  if (open === null) return null;
  return (
    <ConfirmDialog
      title={open.title}
      act="Kill"
      {...(open.typed === null ? {} : { typed: open.typed })}
      onClose={open.close}
      onConfirm={open.confirm}
    >
      {open.losses.map((loss) => (
        <p key={loss}>{loss}</p>
      ))}
      <p>What runs in it ends. This cannot be undone.</p>
    </ConfirmDialog>
  );
}
