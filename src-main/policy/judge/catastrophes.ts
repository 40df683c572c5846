import { isWholeDisk } from "./devices.ts";
import type { Found } from "./found.ts";
import type { Call } from "./judging.ts";
import { ANY, intersects, isExact, type PathPattern, pathPattern } from "./path-pattern.ts";
import { literalPrefix, type Token } from "./shell-word.ts";

const systemDirectories =
  "/bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /var /usr/bin /usr/lib /usr/lib64 /usr/sbin /usr/share /usr/local /var/lib /var/log /etc/ssh /Users /System /Library /Applications /private ~".split(
    " ",
  );

/** Whether deleting or changing all of it takes the system or a person's home along. */
function isEverything(path: PathPattern): boolean {
  // Of what is not known at all, nothing can be said.
  if (path.includes(ANY) && path !== `/${ANY}`) return false;
  const bare = path.replace(/\/(\.?[\ue000-\ue002]+|\.[\ue001]+[\ue000]?)$/, "") || "/";
  if (bare === "/" || bare === "~") return true;
  if (/^\/(home|Users)\/[^/]+$/.test(bare) && bare !== path) return true;
  if (isExact(bare))
    return systemDirectories.includes(bare) || /^\/(home|Users)\/[^/.]+$/.test(bare);
  return systemDirectories.some((directory) => intersects(bare, directory));
}

const paths = (token: Token, { frame }: Call): PathPattern[] =>
  token.forms.map((form) => pathPattern(form, frame.state));

const operandsOf = (words: readonly Token[]): Token[] => {
  const end = words.findIndex(({ literal }) => literal === "--");
  return words.filter(
    (word, at) => (end !== -1 && at > end) || !literalPrefix(word).startsWith("-"),
  );
};

const has = (words: readonly Token[], pattern: RegExp): boolean =>
  words.some(({ literal }) => literal !== null && pattern.test(literal));

const denied = (because: string): Found => ({
  class: "destructive",
  rule: "catastrophe",
  because,
  denied: true,
});

/** Fairlead's own commands that answer questions, start turns or handle secrets. */
function steersFairlead(words: readonly Token[]): Found | null {
  const [command, what] = operandsOf(words).map(({ literal }) => literal);
  const steers = ["exec", "secrets", "serve"].includes(command ?? "");
  const answers = command === "approvals" && what !== "list";
  return steers || answers
    ? denied("The agent does not answer its own questions, nor steer Fairlead in any other way.")
    : null;
}

/** What no mode lets through: the end of a system, of a home directory or of a disk; an agent that answers itself. */
export function catastrophe(call: Call): Found | null {
  const { name, words } = call;
  switch (name) {
    case "rm":
    case "grm":
      if (has(words, /^--no-preserve-root$/))
        return denied("It turns off what protects the root directory.");
      return has(
        words,
        /^(-[a-zA-Z]*[rR][a-zA-Z]*|--recursive|--recursiv|--recursi|--recurs|--recur|--recu|--rec|--re|--r)$/,
      )
        ? everything(operandsOf(words), call, "deletes")
        : null;
    case "chmod":
    case "chown":
    case "chgrp":
    case "setfacl":
    case "chattr":
      if (has(words, /^--no-preserve-root$/))
        return denied("It turns off what protects the root directory.");
      return has(words, /^(-[a-zA-Z]*R[a-zA-Z]*|--recursive)$/)
        ? everything(operandsOf(words).slice(1), call, "changes the owner or rights of")
        : null;
    case "find":
      return findEverything(call);
    case "fairlead":
      return steersFairlead(words);
    case "mv":
    case "shred":
    case "unlink":
    case "srm":
    case "trash":
    case "wipe":
    case "rsync":
      return name === "rsync" || name === "mv" ? movedEverything(call) : disks(words, call);
    case "dd":
      return disks(
        words.filter((word) => literalPrefix(word).startsWith("of=")).map(afterEquals),
        call,
      );
    default:
      return /^(mkfs(\..*)?|mke2fs|mkswap|mkdosfs|mkntfs|wipefs|blkdiscard|sgdisk|sfdisk|hdparm|nvme|badblocks|tee|cp|install|pv|ddrescue|dcfldd|cat|truncate|mdadm|pvcreate|cryptsetup|zpool)$/.test(
        name,
      )
        ? disks(words, call, name)
        : null;
  }
}

const afterEquals = (word: Token): Token => ({
  ...word,
  forms: word.forms.map(([first, ...rest]) => [
    typeof first === "string" ? first.slice(3) : "",
    ...rest,
  ]),
});

function everything(words: readonly Token[], call: Call, does: string): Found | null {
  const hit = words.find((word) => paths(word, call).some(isEverything));
  return hit === undefined ? null : denied(`It ${does} “${hit.text}” with everything in it.`);
}

function movedEverything(call: Call): Found | null {
  if (call.name === "rsync")
    return has(call.words, /^--(delete|remove)/)
      ? everything(operandsOf(call.words).slice(-1), call, "may empty")
      : null;
  return everything(operandsOf(call.words).slice(0, -1), call, "moves away");
}

function findEverything(call: Call): Found | null {
  const { words } = call;
  if (
    !has(words, /^-delete$/) &&
    !(has(words, /^-(exec|ok)(dir)?$/) && has(words, /^(rm|shred|unlink)$/))
  )
    return null;
  if (
    has(
      words,
      /^-(i?name|i?path|i?regex|i?wholename|[acm]?(min|time)|newer.*|size|user|group|perm|empty|inum|uid|gid|nouser|nogroup)$/,
    )
  )
    return null;
  const roots: Token[] = [];
  for (const word of words) {
    if (/^[-(!]/.test(literalPrefix(word))) {
      if (roots.length > 0) break;
      continue;
    }
    roots.push(word);
  }
  return everything(roots, call, "deletes");
}

const onlyLooks: Readonly<Record<string, RegExp>> = {
  wipefs: /^(-n|--no-act|-J|--json)$/,
  sgdisk: /^(-p|--print|-i|--info|-v|--verify)/,
  sfdisk: /^(-l|--list|-d|--dump|-J|--json|-V|--verify|-s|--show-size|-F)/,
};

/** A whole disk, named letter by letter, that is formatted or overwritten. */
function disks(words: readonly Token[], call: Call, name = call.name): Found | null {
  if (/^(hdparm|nvme|mdadm|cryptsetup|zpool|cat|pv|badblocks)$/.test(name)) return null;
  const looks = onlyLooks[name];
  if (looks !== undefined && has(words, looks)) return null;
  if (name === "wipefs" && !has(words, /^(-\w*[ao]|--all|--offset)/)) return null;
  const targets = name === "cp" || name === "install" ? words.slice(-1) : words;
  const hit = targets.find((word) => paths(word, call).some(isWholeDisk));
  return hit === undefined
    ? null
    : denied(`It overwrites the whole disk “${hit.text.replace(/^of=/, "")}”.`);
}
