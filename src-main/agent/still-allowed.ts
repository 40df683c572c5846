import { commandClass, type Judgement } from "../../shared/contract/policy.ts";

const rank = (judgement: Judgement) => commandClass.options.indexOf(judgement.class);

/** Whether any part has the trait. */
const has = ({ parts }: Judgement, trait: "network" | "secret") =>
  parts.some((part) => part[trait]);

/**
 * Pure. Why what was approved on the strength of `approved` may not begin now that it is judged as `now`; null when it may.
 * What a person approved stays approved unless it is denied or has become something they were not shown.
 */
export function noLongerAllowed(
  approved: Judgement,
  byPerson: boolean,
  now: Judgement,
): string | null {
  const because = now.reasons[0] ?? "";
  if (now.verdict === "deny") return because;
  if (byPerson) return notShown(approved, now);
  return now.verdict === "allow" ? null : `A person has to be asked by now: ${because}`;
}

/** What the person was not shown when they approved; null where it is as they saw it, or milder. */
function notShown(approved: Judgement, now: Judgement): string | null {
  if (rank(now) > rank(approved)) {
    return `It counts as ${now.class} now; approved was something ${approved.class}. ${now.reasons[0] ?? ""}`;
  }
  if (now.production && !approved.production) return "The host has become a production host.";
  if (now.typedName !== null && now.typedName !== approved.typedName) {
    return "By now the host's name has to be typed to approve it.";
  }
  if (has(now, "network") && !has(approved, "network")) {
    return "By now it counts as connecting to another machine.";
  }
  if (has(now, "secret") && !has(approved, "secret")) {
    return "By now it counts as showing a secret.";
  }
  return null;
}
