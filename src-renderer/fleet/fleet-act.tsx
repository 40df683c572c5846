import type { FleetAction } from "../../shared/contract/fleet.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { riskMarks } from "../approvals/judgement-words.ts";
import { Visible } from "../approvals/visible.tsx";
import { hostCount, planWords } from "./fleet-words.ts";
import "./fleet.css";

interface FleetActProps {
  action: FleetAction;
  judgement: Pick<Judgement, "parts" | "hosts">;
}

/** What would run, how, and on which hosts: each by name, user and address, production and what is left out marked. */
export function FleetAct({ action, judgement }: FleetActProps) {
  const said = new Map(judgement.hosts?.map((host) => [host.hostId, host]));
  const open = action.hosts.filter(({ hostId }) => said.get(hostId)?.verdict !== "deny");
  return (
    <div className="fleet-act">
      <pre>
        <code>
          <Visible text={action.command} marks={riskMarks(judgement.parts)} />
        </code>
      </pre>
      <ul className="fleet-plan">
        {planWords({ ...action, hosts: open }).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="fleet-act-count">{hostCount(action.hosts.length)}:</p>
      <ol className="fleet-targets">
        {action.hosts.map(({ address, hostId, hostName, keys, over, user }) => {
          const judged = said.get(hostId);
          const denied = judged?.verdict === "deny";
          return (
            <li key={hostId} className={judged?.production === true ? "production" : ""}>
              <span className={denied ? "fleet-left-out" : ""}>
                <strong>
                  <Visible text={user === "" ? hostName : `${user}@${hostName}`} />
                </strong>{" "}
                <span className="faint">
                  <Visible text={over === "" ? address : `${address}, over ${over}`} />
                </span>
              </span>
              {judged?.production === true && (
                <strong className="production-badge">PRODUCTION</strong>
              )}
              {keys.length === 0 && address !== "this machine" && (
                <span className="faint"> no host key on record yet</span>
              )}
              {denied && (
                <span className="fleet-denied">
                  <span aria-hidden>⊘</span> left out: <Visible text={judged.because} prose />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
