/** What is known of a host while its settings are being looked up. */
export type LookUp = { alias: string; hostName: string | null; user: string | null };

/** When a block of an ssh_config counts. `literals`: the only names it can count for; null where patterns decide. */
export type Scope = { literals: readonly string[] | null; covers: (host: LookUp) => boolean };

const hasWildcard = (pattern: string) => /[*?!]/.test(pattern);

/** `Host a b* !c`: one pattern must match, and no negated one may. */
export function hostScope(patterns: readonly string[]): Scope {
  const covers = coverage(patterns);
  return {
    literals: patterns.some(hasWildcard) ? null : patterns,
    covers: (host) => covers(host.alias),
  };
}

/**
 * `Match` with all, host, originalhost and user; every criterion must hold. Any other one (exec above all: nothing is
 * ever run here) counts as not met.
 */
export function matchScope(words: readonly string[]): Scope {
  const criteria: ((host: LookUp) => boolean)[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const negated = word.startsWith("!");
    const name = (negated ? word.slice(1) : word).toLowerCase();
    const criterion = criterionOf(name, rest);
    criteria.push(
      criterion === null || !negated ? (criterion ?? never) : (host) => !criterion(host),
    );
  }
  return { literals: null, covers: (host) => criteria.every((criterion) => criterion(host)) };
}

const never = () => false;

function criterionOf(name: string, rest: string[]): ((host: LookUp) => boolean) | null {
  if (name === "all") return () => true;
  if (name === "canonical" || name === "final") return null;
  const covers = coverage((rest.shift() ?? "").split(","));
  switch (name) {
    case "host":
      return (host) => covers(host.hostName ?? host.alias);
    case "originalhost":
      return (host) => covers(host.alias);
    case "user":
      return (host) => covers(host.user ?? "");
    default:
      return null;
  }
}

function coverage(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => {
    const negated = pattern.startsWith("!");
    return { negated, matches: patternTest(negated ? pattern.slice(1) : pattern) };
  });
  return (name) =>
    tests.some((test) => !test.negated && test.matches(name)) &&
    !tests.some((test) => test.negated && test.matches(name));
}

function patternTest(pattern: string): (name: string) => boolean {
  if (!hasWildcard(pattern)) return (name) => name === pattern;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  const expression = new RegExp(`^${source}$`, "s");
  return (name) => expression.test(name);
}
