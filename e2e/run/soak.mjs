import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { soakCrashes } from "./soak-crashes.mjs";
import { soakEscapes } from "./soak-escapes.mjs";
import { soakFaults } from "./soak-faults.mjs";
import { stepEnvironment } from "./steps.mjs";

/**
 * What takes too long for npm test, at its real length. Prints every trial and ends with a summary line for each kind.
 * `npm run soak` = both kinds, 200 trials each; `npm run soak -- crash 50`; `npm run soak -- faults 50`;
 * `npm run soak -- outage 600` = the network gone for 600 s; `npm run soak -- escapes 240` = hostile output for 4 hours.
 * FAIRLEAD_SEED repeats a run of faults or of hostile output.
 */
const [kind = "all", size] = process.argv.slice(2);
const seed = Number(process.env.FAIRLEAD_SEED ?? 20_261_121);

/** A network of our own: only there packets may be dropped. Where that is not allowed sshd is stopped instead. */
function inOwnNetwork() {
  if (process.env.OWN_NETWORK !== undefined || kind === "crash" || kind === "escapes") return null;
  const script = 'ip link set lo up && iptables -w -L -n >/dev/null && exec "$@"';
  const own = [process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const tried = spawnSync("unshare", ["--net", "sh", "-c", script, "sh", "true"]);
  const env = { ...process.env, FAIRLEAD_SEED: String(seed) };
  return tried.status === 0
    ? spawnSync("unshare", ["--net", "sh", "-c", script, "sh", ...own], {
        stdio: "inherit",
        env: { ...env, OWN_NETWORK: "yes" },
      }).status
    : spawnSync(own[0], own.slice(1), { stdio: "inherit", env: { ...env, OWN_NETWORK: "no" } })
        .status;
}

const real = { seed, keepaliveSeconds: 3, outageSeconds: 40, commandSeconds: 20 };
const quick = { seed, keepaliveSeconds: 0.6, outageSeconds: 4, commandSeconds: 1 };
const kinds = {
  crash: () => soakCrashes(Number(size ?? 200)),
  faults: () => soakFaults(real, Number(size ?? 200)),
  /** Short outages and a fast heartbeat, as npm test has them. */
  quick: () => soakFaults(quick, Number(size ?? 20)),
  escapes: () => soakEscapes(Number(size ?? 240)),
  outage: () => soakFaults(real, 0, Number(size ?? 600)),
};

const kept = new Set(["OWN_NETWORK", "FAIRLEAD_SEED"]);

async function soak() {
  for (const name of Object.keys(process.env)) {
    if (!(name in stepEnvironment()) && !kept.has(name)) delete process.env[name];
  }
  let wrong = 0;
  for (const one of kind === "all" ? ["crash", "faults", "outage"] : [kind]) {
    wrong += (await kinds[one]?.()) ?? 1;
  }
  return wrong === 0 ? 0 : 1;
}

process.exitCode = inOwnNetwork() ?? (await soak());
