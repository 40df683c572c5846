import type { Finding, Program, Rule } from "./program.ts";
import { givenWords, gives, runs } from "./rule-forms.ts";

const acts = runs("changes a repository, or runs its hooks or an editor");
const onForge = runs("changes a project on its forge", { network: true });

const svnFlags =
  "-v --verbose -q --quiet -u --show-updates -R --recursive -N --non-recursive --non-interactive --stop-on-copy -g --use-merge-history --xml --incremental --no-auth-cache --strict --no-newline --summarize --ignore-properties --git --internal-diff --no-ignore --human-readable -h --help --version";
const svnValues =
  "-r --revision -c --change -l --limit --depth --username --show-item --search -x --extensions --cl --changelist";
const svnLocal: Rule = { flags: svnFlags, values: svnValues, operands: "url" };

const ghList: Rule = {
  network: true,
  flags:
    "-a --all -c --comments --draft --log --log-failed -v --verbose --exit-status --name-only --patch --required --no-archived --archived --fork --source --latest --exclude-drafts --exclude-pre-releases -h --help --compact",
  values:
    "-L --limit -s --state -A --author -l --label -a --assignee -B --base -H --head -S --search --json -q --jq -t --template -R --repo -b --branch -w --workflow -u --user -e --event -j --job -o --org --visibility --topic --language --milestone -c --commit --color -i --interval --env",
  operands: "text",
};

/** A call of the forge's interface reads where nothing is sent along and no other method is named. */
const apiReads = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(
    words,
    "-X --method -H --header -q --jq -t --template --cache --hostname -p --preview",
  );
  const methods = ["-X", "--method"].flatMap((name) => given.options.get(name) ?? []);
  return methods.every((method) => method !== null && /^(GET|HEAD)$/i.test(method)) &&
    !gives(given, "-f -F --raw-field --field --input") &&
    !given.operands.some((word) => word === null || /graphql/.test(word))
    ? null
    : { effect: "unknown", because: "sends data to the forge" };
};

/** Subversion, mercurial and the command lines of forges. */
export const versionControlOthersPrograms: readonly Program[] = [
  {
    names: "svn",
    flags: svnFlags,
    values: svnValues,
    globals: true,
    commands: {
      "info status stat st propget pget pg proplist plist pl help": svnLocal,
      "log list ls cat blame praise annotate ann": { ...svnLocal, network: true },
      "diff di": svnLocal,
      "add commit ci checkout co update up switch sw merge mkdir move mv copy cp export import lock unlock propset ps propdel propedit resolve cleanup relocate upgrade changelist":
        acts,
      "delete del remove rm revert": acts,
    },
    examples: {
      reads: ["svn status -q", "svn info", "svn log -l 5", "svn diff -r 1:2 --internal-diff"],
      acts: [
        "svn commit -m x",
        "svn diff --diff-cmd /tmp/x",
        "svn --config-option x status",
        "svn up",
      ],
    },
  },
  {
    names: "hg",
    flags: "-q --quiet -v --verbose --debug --noninteractive -y -h --help --version",
    globals: true,
    commands: {
      "status st log history diff branches tags heads parents identify id summary sum cat annotate blame files manifest paths version root grep":
        {
          flags:
            "-a --all -A -m -u -d -c -n -i -p --patch --stat -G --graph -g --git -w -B -b --removed --modified --added --deleted --unknown --ignored -t --tags --num --user --number --date --changeset --clean --follow -f -M --no-merges",
          values:
            "-r --rev -l --limit -I --include -X --exclude -k --keyword --change -C --copies -U --unified",
          operands: "name",
          check: (words) =>
            words.some((word) => word === null || word.includes("://"))
              ? { effect: "unknown", network: true, because: "asks another repository" }
              : null,
        },
      "incoming in outgoing out": { network: true, values: "-r --rev -l --limit", operands: "url" },
      "config showconfig": { operands: "name" },
      "add commit ci update up checkout merge pull push clone init tag branch bookmark rebase revert remove rm move copy strip purge import export rollback shelve":
        acts,
    },
    examples: {
      reads: ["hg status", "hg log -l 5", "hg diff -c tip", "hg id -n", "hg summary"],
      acts: [
        "hg --config extensions.x=/tmp/x status",
        "hg commit -m x",
        "hg -R /tmp/x log",
        "hg purge",
        "hg log --cwd /x",
      ],
    },
  },
  {
    names: "gh",
    alone: "read",
    flags: "-h --help --version",
    commands: {
      "pr issue run release repo workflow gist label cache ruleset project search org codespace": {
        commands: {
          "list ls view status checks diff": ghList,
          "prs issues repos commits code": ghList,
          watch: ghList,
          "create close merge edit comment review ready reopen checkout clone fork delete rename archive sync rerun cancel download upload enable disable run lock transfer pin develop deploy-key set-default ssh":
            onForge,
        },
      },
      status: ghList,
      auth: {
        commands: {
          status: { network: true, flags: "-a --active", values: "-h --hostname" },
          token: { secret: true, because: "shows the token of the forge", values: "-h --hostname" },
          "login logout refresh switch setup-git": onForge,
        },
      },
      api: {
        network: true,
        flags: "-i --include --paginate --silent --slurp --verbose",
        values: "-X --method -H --header -q --jq -t --template --cache --hostname -p --preview",
        options: {
          "-f -F --raw-field --field --input": {
            effect: "unknown",
            value: "required",
            because: "sends data to the forge",
          },
        },
        operands: "text",
        check: apiReads,
      },
      version: {},
      "secret variable ssh-key gpg-key": {
        commands: { "list ls": ghList, "set delete remove add": onForge },
      },
      "alias config extension ext": {
        commands: {
          "list ls get": { operands: "name", values: "-h --host" },
          "set delete import install upgrade remove create exec browse": acts,
        },
      },
      "browse copilot attestation": acts,
    },
    examples: {
      reads: [
        "gh pr list -L 5",
        "gh run view 5 --log",
        "gh issue view 1 --comments",
        "gh api repos/x/y",
        "gh api -X GET repos/x/y",
      ],
      acts: [
        "gh pr merge 1",
        "gh api -XDELETE repos/x/y",
        "gh api repos/x/y -f a=b",
        "gh alias set x '!id'",
        "gh repo delete x",
        "gh api graphql",
      ],
    },
  },
  {
    names: "glab",
    alone: "read",
    flags: "-h --help --version",
    commands: {
      "mr issue ci pipeline release repo project label variable": {
        commands: {
          "list ls view status show get diff": {
            network: true,
            flags: "-a --all -c --closed -m --merged --comments -l --live --compact",
            values:
              "-R --repo -P --per-page -p --page --author --assignee --label -b --branch -F --output",
            operands: "text",
          },
          "create close merge update approve note reopen checkout clone fork delete run retry cancel trigger set rebase":
            onForge,
        },
      },
      "version check-update": { network: true },
      auth: {
        commands: { status: { network: true, values: "--hostname" }, "login logout": onForge },
      },
      "api alias config": onForge,
    },
    examples: {
      reads: ["glab mr list", "glab issue view 1", "glab ci status"],
      acts: [
        "glab mr merge 1",
        "glab auth status -t",
        "glab api -X DELETE x",
        "glab repo delete x",
      ],
    },
  },
];
