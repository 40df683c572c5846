import { useEffect, useState } from "react";
import type { ActiveRun } from "../../../shared/contract/runs.ts";
import { type Completions, completeSlash } from "../../../shared/slash/complete-slash.ts";
import { attempt, client } from "../../control/client.ts";
import { useDraft } from "../draft-store.ts";
import { candidatesNow } from "./candidates.ts";

/** What the list above the composer offers, and what keys do to it. */
export interface CompletionState {
  found: Completions | null;
  /** -1: none is chosen. */
  chosen: number;
  /** Puts an entry into the line. */
  take: (index: number) => void;
  /** True where the key was for the list. */
  onKey: (key: string) => boolean;
}

/** Completions of a command that is being written; none unless `offers`. */
export function useCompletions(text: string, offers: boolean): CompletionState {
  const runs = useRuns(/^\/(kill|timeout)\s/i.test(text));
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const [choice, setChoice] = useState<{ text: string; index: number } | null>(null);
  const found = offers && closedFor !== text ? offered(text, runs) : null;
  // While a name is being written its best match is chosen; what stands behind it, only by hand.
  const usual = found?.from === 0 && text !== "/" ? 0 : -1;
  const chosen = choice?.text === text ? choice.index : usual;
  const take = (index: number) => {
    const entry = found?.entries[index];
    if (found === null || entry === undefined) return;
    const end = entry.goesOn ? " " : "";
    useDraft.setState({ text: `${text.slice(0, found.from)}${entry.text}${end}` });
  };
  const choose = (index: number) => setChoice({ text, index });
  const onKey = (key: string): boolean => {
    if (found === null) return false;
    const count = found.entries.length;
    switch (key) {
      case "ArrowDown":
        choose((chosen + 1) % count);
        return true;
      case "ArrowUp":
        choose(chosen <= 0 ? count - 1 : chosen - 1);
        return true;
      case "Escape":
        setClosedFor(text);
        return true;
      case "Tab":
        take(Math.max(chosen, 0));
        return true;
      case "Enter": {
        const entry = found.entries[chosen];
        // A line that is complete already is run.
        if (entry === undefined || text.slice(found.from).trimEnd() === entry.text) return false;
        take(chosen);
        return true;
      }
      default:
        return false;
    }
  };
  return { found, chosen, take, onKey };
}

function offered(text: string, runs: readonly ActiveRun[]): Completions | null {
  if (!text.startsWith("/") || text.includes("\n")) return null;
  const found = completeSlash(text, candidatesNow(runs));
  const [only, another] = found?.entries ?? [];
  // What is written in full needs no list.
  const isWritten = another === undefined && only?.text === text.slice(found?.from ?? 0);
  return isWritten && !only.goesOn ? null : found;
}

/** The commands that run, asked for once when they are wanted. */
function useRuns(wanted: boolean): readonly ActiveRun[] {
  const [runs, setRuns] = useState<readonly ActiveRun[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let isGone = false;
    void attempt(client.runs.list()).then((listed) => {
      if (!isGone && listed.ok) setRuns(listed.value);
    });
    return () => {
      isGone = true;
    };
  }, [wanted]);
  return runs;
}
