import { CircleAlert, CircleCheck } from "lucide-react";
import type { AuditVerdict } from "../../shared/contract/audit.ts";
import { Visible } from "../approvals/visible.tsx";

/** What the check of the whole audit found, and whether it is shown where it comes from. */
export function AuditVerdictNotice({ verdict }: { verdict: AuditVerdict }) {
  const { broken, entries, files, origin } = verdict;
  const size = `${entries.toLocaleString()} entries in ${files === 1 ? "1 file" : `${files} files`}`;
  if (broken !== null) {
    const place = broken.line === null ? broken.file : `${broken.file}, line ${broken.line}`;
    return (
      <div className="notice danger" role="alert">
        <CircleAlert size={16} aria-hidden />
        <div className="notice-text">
          <strong>
            The audit is broken at entry {broken.sequence.toLocaleString()} ({place}).
          </strong>{" "}
          <Visible text={broken.sentence} /> The {entries.toLocaleString()} entries before it are
          consistent.
        </div>
      </div>
    );
  }
  const proven = origin.state === "proven";
  return (
    <div className={proven ? "notice success" : "notice"} role="status">
      <CircleCheck size={16} aria-hidden />
      <div className="notice-text">
        <strong>{proven ? "Consistent, origin proven" : "Consistent, origin not proven"}</strong>:{" "}
        {size}. {proven ? origin.sentence : sentenceOf(origin.sentence)}
      </div>
    </div>
  );
}

/** The heading says the beginning already. */
function sentenceOf(sentence: string): string {
  const rest = sentence.replace(/^Origin not proven: /, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
