import type { PolicyInForce } from "../../shared/contract/policy.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ModesInForce } from "./modes-in-force.tsx";
import { Permissions } from "./permissions.tsx";
import { PolicyFile } from "./policy-file.tsx";
import { usePolicy } from "./policy-store.ts";
import { PresetChoice } from "./preset-choice.tsx";
import { Rules } from "./rules.tsx";
import { TryCommand } from "./try-command.tsx";
import "./policy.css";

/** The policy in force, all of it: what runs by itself, what asks, what is denied, and why. */
export function PolicyPage() {
  const policy = usePolicy((state) => state.policy);
  if (policy === null) return <p className="faint">Loading…</p>;
  return (
    <>
      <ModesInForce policy={policy} />
      <TryCommand />
      <PresetChoice policy={policy} />
      <Permissions permissions={policy.permissions} />
      <PolicyFile policy={policy} />
      <Rules rules={policy.rules} />
      <Fingerprint policy={policy} />
    </>
  );
}

function Fingerprint({ policy }: { policy: PolicyInForce }) {
  if (policy.hash === "") return null;
  return (
    <p className="policy-hash field-hint">
      <span>
        Fingerprint of this policy, written into every entry of the audit:{" "}
        <code>{policy.hash}</code>
      </span>
      <CopyButton text={policy.hash} label="Copy the fingerprint" />
    </p>
  );
}
