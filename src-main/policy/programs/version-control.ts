import { act, gitReading, hooks, overNetwork } from "./git-reading.ts";
import type { Program, Rule } from "./program.ts";
import { givenWords, gives, runs } from "./rule-forms.ts";

const config: Rule = {
  flags:
    "-l --list --get --get-all --get-regexp --get-urlmatch --global --system --local --worktree --show-origin --show-scope --name-only -z --null --includes --no-includes --bool --int --bool-or-int --path --all --regexp",
  values: "--type --default --get-color --get-colorbool --url --value",
  options: { "-f --file": { effect: "read", value: "required", operand: "read" } },
  operands: "text",
  check: (words) => {
    const given = givenWords(words, "--type --default -f --file --url --value");
    const [first] = given.operands;
    if (gives(given, "-l --list --get --get-all --get-regexp --get-urlmatch")) return null;
    if (first === "list" || first === "get") return null;
    return given.operands.length === 1 && first !== "edit"
      ? null
      : { effect: "privilege", because: "changes settings, which can name programs to run" };
  },
};

const git: Program = {
  names: "git",
  alone: "read",
  flags:
    "-p --paginate -P --no-pager --no-replace-objects --no-optional-locks --no-lazy-fetch --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs -v --version -h --help --html-path --man-path --info-path",
  options: {
    "-C": { effect: "read", value: "required", operand: "name" },
    "-c --config-env": {
      effect: "run",
      value: "required",
      because: "sets a setting, which can name a program to run",
    },
    "--exec-path": {
      effect: "run",
      value: "attached",
      because: "runs programs from another folder",
    },
  },
  commands: {
    ...gitReading,
    config,
    "add mv": {
      flags: "-A --all -u --update -v --verbose -n --dry-run -f --force -N --intent-to-add -k",
      ...act,
      operands: "name",
    },
    "commit merge rebase cherry-pick revert am checkout switch restore apply gc maintenance init replace filter-branch format-patch archive bundle update-index update-ref hash-object read-tree write-tree sparse-checkout":
      hooks,
    "fetch pull push clone send-email request-pull lfs svn p4": overNetwork,
    "reset clean rm prune": {
      style: "words",
      operands: "text",
      effect: "destroy",
      because: "throws away work",
    },
    "difftool mergetool gui citool instaweb daemon": runs("runs other programs"),
  },
  examples: {
    reads: [
      "git status -sb",
      "git status --porcelain=v2",
      "git log --oneline -10",
      "git log -n 5 --stat --author=me --since='2 days'",
      "git log --graph --all --decorate --pretty=format:'%h %s'",
      "git -C /srv/app log -1",
      "git --no-pager diff HEAD~1 --stat",
      "git diff --name-only main...HEAD -- src",
      "git show HEAD:file",
      "git branch -a -vv",
      "git branch --list 'x*'",
      "git tag -l 'v*'",
      "git remote -v",
      "git config --list --show-origin",
      "git config user.name",
      "git stash list",
      "git rev-parse --abbrev-ref HEAD",
      "git blame -L 1,5 file",
      "git ls-remote https://example.com/x.git",
      "git grep -n pattern",
      "git describe --tags --always",
      "git shortlog -sn",
      "git reflog -5",
    ],
    acts: [
      "git -c core.pager=sh log",
      "git -ccore.fsmonitor=x status",
      "git --exec-path=/tmp/x status",
      "git --git-dir=/tmp/x status",
      "git log --output=/etc/x",
      "git diff --output /etc/x",
      "git diff --ext-diff",
      "git log -p --textconv",
      "git grep -Oless x",
      "git grep --open-files-in-pager=sh x",
      "git branch new",
      "git branch -D old",
      "git branch -vD old",
      "git tag v1",
      "git remote add x y",
      "git config user.name x",
      "git config --global core.editor x",
      "git stash pop",
      "git ls-remote --upload-pack=/tmp/x /repo",
      "git ls-remote 'ext::sh -c id'",
      "git archive --output=x HEAD",
      "git push --force",
      "git reset --hard",
      "git clean -fdx",
      "git reflog expire --all",
      "git checkout main",
      "git bisect run x",
      "git shortlog -n --output=/etc/x",
      "git show -U --output=/etc/x",
    ],
  },
};

/** git; the others stand beside. */
export const versionControlPrograms: readonly Program[] = [git];
