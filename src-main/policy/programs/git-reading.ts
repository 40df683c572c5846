import { isSecretPath } from "../judge/secret-paths.ts";
import type { Finding, OptionRule, Rule } from "./program.ts";
import { givenWords, gives, runs } from "./rule-forms.ts";

export const act = { effect: "change", because: "changes the repository" } as const;
export const hooks = runs("changes the repository and runs its hooks or an editor");
export const overNetwork = runs("talks to another repository and may run its programs", {
  network: true,
});

const writes: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes the result into a file",
};
const runsOption: OptionRule = {
  effect: "run",
  value: "attached",
  because: "runs a program that the repository names",
};

const diffFlags =
  "-p -u --patch -s --no-patch --raw --patch-with-raw --patch-with-stat --stat --numstat --shortstat --summary --name-only --name-status --compact-summary --cumulative --no-color --no-ext-diff --no-textconv --no-renames --check --full-index --binary --text -a -b -w -z -R -M -C -B -D -W --function-context --ignore-space-at-eol --ignore-space-change --ignore-all-space --ignore-blank-lines --exit-code --quiet -q --minimal --patience --histogram --pickaxe-all --pickaxe-regex --no-prefix --ita-invisible-in-index --cached --staged --merge-base --no-index -c --cc --combined-all-paths -t -r --no-indent-heuristic --indent-heuristic --color-words --word-diff";
const diffAttached =
  "--stat --color --color-words --color-moved --word-diff --word-diff-regex --dirstat --abbrev --diff-filter --find-renames --find-copies --submodule --ignore-submodules --ws-error-highlight --relative --diff-algorithm --anchored --output-indicator-new --skip-to --rotate-to --stat-width --stat-count --remerge-diff --diff-merges -M -C -B -U --unified";
const diffValues = "-S -G -l --inter-hunk-context";
const diffOptions = { "--output": writes, "--ext-diff --textconv": runsOption } as const;

const logFlags =
  "--oneline --graph --all --branches --tags --remotes --decorate --no-decorate --follow --merges --no-merges --reverse --first-parent --left-right --cherry-pick --cherry-mark --cherry --left-only --right-only --source --abbrev-commit --no-abbrev-commit --parents --children --boundary --full-history --simplify-merges --topo-order --date-order --author-date-order --relative-date --walk-reflogs -g --no-notes --notes -i --regexp-ignore-case -E --extended-regexp -F --fixed-strings --perl-regexp -P --all-match --invert-grep --no-walk --ancestry-path --mailmap --use-mailmap --count --objects --dense --sparse --remove-empty --log-size --timestamp --numbered -s -n -e -h --simplify-by-decoration --clear-decorations --no-expand-tabs --reflog";
const logAttached =
  "--pretty --format --decorate --branches --tags --remotes --glob --exclude --min-parents --max-parents --decorate-refs --decorate-refs-exclude --encoding --notes --no-walk --expand-tabs";
const logValues =
  "-n --max-count --skip --since --after --until --before --author --committer --grep --date -L";

const diff: Rule = {
  flags: diffFlags,
  attached: diffAttached,
  values: diffValues,
  options: diffOptions,
  operands: "read",
};
/** A path, and "HEAD:path", show a file as it was. */
const showsSecretFile = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => {
    const path = /^(?:[^-:][^:]*:(?!\/))?([^-].*)$/s.exec(word ?? "")?.[1];
    return path !== undefined && isSecretPath(path.startsWith("/") ? path : `./${path}`);
  })
    ? { effect: "read", secret: true, because: "shows a file that holds or may hold secrets" }
    : null;

const log: Rule = {
  flags: `${diffFlags} ${logFlags}`,
  attached: `${diffAttached} ${logAttached}`,
  values: `${diffValues} ${logValues}`,
  options: diffOptions,
  numeric: true,
  operands: "name",
  check: showsSecretFile,
};

type Words = readonly (string | null)[];

/** A command that lists without operands, and with them where it was told to list. */
const listsUnless =
  (valued: string, listing: string, most = 0) =>
  (words: Words): Finding | null => {
    const given = givenWords(words, valued);
    return given.operands.length <= most || gives(given, listing) ? null : act;
  };

const refFilters = "--contains --no-contains --points-at --sort --format";

const branch: Rule = {
  flags:
    "-a --all -r --remotes -v --verbose --show-current -l --list -i --ignore-case --no-color --no-column --omit-empty -q --no-abbrev",
  attached: "--color --column --abbrev --merged --no-merged",
  values: refFilters,
  options: {
    "-d -D --delete": { effect: "destroy", because: "deletes branches" },
    "-m -M -c -C --move --copy -f --force --edit-description --unset-upstream": act,
    "-u --set-upstream-to": { ...act, value: "required" },
    "-t --track --no-track": { ...act, value: "attached" },
  },
  operands: "name",
  check: listsUnless(
    `${refFilters} -u`,
    "-l --list --merged --no-merged --contains --no-contains --points-at",
  ),
};

const tag: Rule = {
  flags: "-l --list -i --ignore-case --no-color --no-column --omit-empty",
  // The number of lines is only taken where it is attached.
  attached: "-n --color --column --merged --no-merged",
  values: refFilters,
  options: {
    "-d --delete": { effect: "destroy", because: "deletes tags" },
    "-a --annotate -f --force": act,
    "-m --message": { ...act, value: "required" },
    "-s --sign -v --verify": { effect: "run", because: "runs the signing program" },
  },
  operands: "name",
  check: listsUnless(
    `${refFilters} -n -m`,
    "-l --list -n --merged --no-merged --contains --no-contains --points-at",
  ),
};

const show = (flags: string, operands: Rule["operands"] = "name"): Rule => ({ flags, operands });

/** Subcommands of git that look, and the rest of those that have such a form. */
export const gitReading: Readonly<Record<string, Rule>> = {
  status: {
    flags:
      "-s --short -b --branch -v --verbose --long --show-stash -z --no-renames --ahead-behind --no-ahead-behind --no-column --renames",
    attached:
      "-u --untracked-files --porcelain --ignored --ignore-submodules --column --find-renames",
    operands: "name",
  },
  "log show whatchanged": log,
  // Here -n takes no value; as a value it would hide the option after it.
  shortlog: {
    flags: "-n --numbered -s --summary -e --email -c --committer --all --no-merges --merges",
    attached: "--since --until --group --author --format",
    operands: "name",
  },
  "diff diff-tree diff-index diff-files": diff,
  "rev-list": log,
  branch,
  tag,
  blame: {
    flags:
      "-e --show-email -w -s -l -t -f -n -p -c -b --root --show-stats --porcelain --line-porcelain --incremental --show-name --show-number --score-debug --progress --first-parent",
    attached: "-M -C --abbrev --date --color-lines",
    values: "-L --since --ignore-rev",
    operands: "name",
    check: showsSecretFile,
  },
  grep: {
    flags:
      "-n --line-number -i --ignore-case -l --files-with-matches --name-only -L -c --count -w --word-regexp -v --invert-match -E -F -P -G -h -H -q --quiet --cached --untracked --no-index -p --show-function -W -z -o --only-matching --column --heading --break --and --or --not --all-match -I -a --text -r --no-color --full-name",
    attached: "--color",
    values: "-e -A -B -C --max-depth -m --max-count --threads",
    options: {
      "-O --open-files-in-pager": runsOption,
      "--textconv --ext-grep": runsOption,
      "-f": { effect: "read", value: "required", operand: "read" },
    },
    operands: "read",
  },
  "rev-parse": {
    style: "words",
    operands: "text",
  },
  describe: {
    flags: "--all --tags --long --always --contains --exact-match --first-parent",
    attached: "--dirty --broken --abbrev",
    values: "--match --exclude --candidates",
    operands: "name",
  },
  "ls-files": {
    flags:
      "-c --cached -d --deleted -m --modified -o --others -i --ignored -s --stage -u --unmerged -t -v -f -z --full-name --exclude-standard --error-unmatch --directory --no-empty-directory --eol --deduplicate",
    values: "-x --exclude --format --with-tree",
    attached: "--abbrev",
    operands: "name",
  },
  "ls-tree": {
    flags: "-d -r -t -l --long -z --name-only --name-status --object-only --full-name --full-tree",
    attached: "--abbrev --format",
    operands: "name",
  },
  "cat-file": {
    flags: "-p -t -s -e --batch-all-objects --unordered",
    attached: "--batch-check",
    operands: "name",
    check: showsSecretFile,
  },
  "name-rev merge-base for-each-ref show-ref show-branch cherry count-objects check-ignore check-attr var":
    {
      flags:
        "-v -H --human-readable --verbose --all --tags --heads --head --name-only --is-ancestor --octopus --fork-point --independent --always -q --quiet -s --hash -d --dereference --no-index -n --verify --exists --branches -a -r --topo-order --current --sha1-name --no-name",
      attached: "--hash --abbrev --color",
      values:
        "--count --sort --format --points-at --merged --no-merged --contains --no-contains --refs --exclude",
      operands: "name",
    },
  "symbolic-ref": {
    flags: "-q --quiet --short --no-recurse",
    operands: "name",
    check: (words) =>
      words.some((word) => word === null) || givenWords(words).operands.length > 1 ? act : null,
  },
  "version help": { flags: "--build-options -a -g", operands: "text" },
  fsck: show(
    "--full --no-dangling --unreachable --connectivity-only --strict --no-progress --progress --verbose --no-full",
  ),
  reflog: {
    ...log,
    options: { ...diffOptions },
    check: (words) =>
      words.some((word) => word === null || /^(expire|delete|drop|write)$/.test(word))
        ? { effect: "destroy", because: "forgets earlier states" }
        : null,
  },
  stash: {
    commands: {
      list: log,
      show: log,
      "push save pop apply create store branch": hooks,
      "drop clear": {
        style: "words",
        operands: "text",
        effect: "destroy",
        because: "deletes put-aside work",
      },
    },
  },
  worktree: {
    commands: {
      list: show("-v --verbose --porcelain -z"),
      "add move remove prune lock unlock repair": hooks,
    },
  },
  submodule: {
    alone: "read",
    flags: "-q --quiet",
    commands: {
      status: show("--cached --recursive"),
      summary: show("--cached --files"),
      "add init update set-url set-branch deinit sync absorbgitdirs foreach": overNetwork,
    },
  },
  notes: {
    alone: "read",
    commands: { "list show": show(""), "add append copy edit merge remove prune": hooks },
  },
  bisect: {
    commands: { "log view": {}, "start bad good new old skip reset run replay terms": hooks },
  },
  remote: {
    alone: "read",
    flags: "-v --verbose",
    commands: {
      "get-url": show("--push --all"),
      show: {
        flags: "-n",
        operands: "name",
        check: (words) =>
          words.some((word) => word === null || !word.startsWith("-"))
            ? { effect: "read", network: true, because: "asks another repository" }
            : null,
      },
      "add rename remove rm set-head set-branches set-url prune update": overNetwork,
    },
  },
  "ls-remote": {
    network: true,
    flags: "-h --heads -b --branches -t --tags --refs -q --quiet --exit-code --get-url --symref",
    values: "--sort",
    options: {
      "--upload-pack --exec": runsOption,
      "-o --server-option": { effect: "read", value: "required" },
    },
    operands: "url",
    check: (words) =>
      words.some(
        (word) =>
          word === null ||
          (/::|^ssh:|^[^/]*@|^[^-/][^/]*:/.test(word) && !/^https?:\/\//.test(word)),
      )
        ? { effect: "unknown", network: true, because: "may run a program to connect" }
        : null,
  },
};
