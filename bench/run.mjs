import { stepEnvironment } from "../e2e/run/steps.mjs";
import { benchAgent } from "./agent.ts";
import { benchAudit } from "./audit.ts";
import { tableOf, writeReport } from "./report.ts";
import { benchTerminal } from "./terminal.ts";

/**
 * `npm run bench -- [NAME …] [--runs N]`: measures, prints a table and writes bench/results/NAME.json. Without a name all.
 * Figures are ratios within one run where there is something to compare with; milliseconds hold for this machine alone.
 */
const benches = { agent: benchAgent, audit: benchAudit, terminal: benchTerminal };

for (const name of Object.keys(process.env)) {
  if (!(name in stepEnvironment())) delete process.env[name];
}
const words = process.argv.slice(2);
const at = words.indexOf("--runs");
const runs = at === -1 ? 5 : Number(words.splice(at, 2)[1]);
const wanted = words.length === 0 ? Object.keys(benches) : words;
const unknown = wanted.filter((name) => !(name in benches));
const fail = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(2);
};
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  fail(`npm run bench -- [${Object.keys(benches).join("] [")}] [--runs N]`);
}
for (const name of wanted) {
  process.stdout.write(`${name}\n`);
  const measured = await benches[name](runs, (line) => process.stdout.write(`${line}\n`));
  const path = writeReport(name, measured);
  process.stdout.write(`\n${tableOf(measured)}\n\n${path}\n`);
}
