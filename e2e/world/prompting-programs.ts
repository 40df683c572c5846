import type { PromptKind } from "../../shared/prompts/recorded-prompt.ts";

/** Real programs that stop for somebody: what a terminal says of each, and the keys that end it. */
export const promptingPrograms: readonly {
  command: string;
  kind: PromptKind;
  /** What the notice is told besides. */
  says?: { program?: string | null; text?: string; answers?: string[]; guess?: boolean };
  keys: string;
}[] = [
  { command: "seq 500 > f; less f", kind: "pager", says: { guess: false }, keys: "q" },
  { command: "man -P less ls", kind: "pager", says: { program: "man" }, keys: "q" },
  {
    command: "SYSTEMD_PAGER=less systemctl --root=/ list-unit-files",
    kind: "pager",
    says: { program: "less" },
    keys: "q",
  },
  {
    command: "seq 500 > f4; more f4",
    kind: "pager",
    says: { program: "more", guess: true },
    keys: "q",
  },
  { command: "vi f1", kind: "editor", keys: ":q!\r" },
  { command: "nano f2", kind: "editor", keys: "\x18" },
  { command: "top", kind: "full-screen", keys: "q" },
  { command: "dialog --yesno 'Go on?' 7 40", kind: "full-screen", keys: "\r" },
  { command: "whiptail --yesno 'Go on?' 7 40", kind: "full-screen", keys: "\r" },
  { command: "python3 -q", kind: "repl", says: { program: "python" }, keys: "\x04" },
  {
    command: "touch f3; LC_ALL=ja_JP.UTF-8 rm -i f3",
    kind: "yes-no",
    says: { program: "rm", guess: true, text: "rm: 通常の空ファイル 'f3' を削除しますか?" },
    keys: "n\r",
  },
  {
    command: "sh package.sh unpack",
    kind: "menu",
    says: { program: "dpkg", text: "*** thing.conf (Y/I/N/O/D/Z) [default=N] ?" },
    keys: "n\r",
  },
  {
    command: "sh package.sh remove",
    kind: "yes-no",
    says: { program: "apt", text: "Do you want to continue? [Y/n]", answers: ["Y", "n"] },
    keys: "n\r",
  },
  {
    command: "read -p 'Do you want to go on? [y/N] ' x; echo $x",
    kind: "yes-no",
    says: { program: null, answers: ["y", "N"] },
    keys: "n\r",
  },
  {
    command: "read -n 1 -p 'Press any key to continue . . . '",
    kind: "any-key",
    keys: "x",
  },
];

/**
 * Makes a package in two versions in a folder of its own, installs the first, changes its configuration, and then
 * installs the second, or removes it: dpkg and apt ask. Needs no root and touches nothing of the machine.
 */
export const packageScript = `set -e
PATH=$PATH:/usr/sbin:/sbin
cd "$(mktemp -d)"
mkdir -p root/var/lib/dpkg/updates root/var/lib/dpkg/info root/var/lib/dpkg/triggers
touch root/var/lib/dpkg/status root/var/lib/dpkg/available
for version in 1 2; do
  mkdir -p p/DEBIAN p/etc
  printf 'Package: thing\\nVersion: %s\\nArchitecture: all\\n' $version > p/DEBIAN/control
  printf 'Maintainer: a <a@b.c>\\nDescription: a thing\\n' >> p/DEBIAN/control
  echo /etc/thing.conf > p/DEBIAN/conffiles
  echo $version > p/etc/thing.conf
  dpkg-deb -b --root-owner-group p $version.deb
done
unpack() { dpkg --root="$PWD/root" --force-not-root --log=/dev/null -i $1.deb; }
unpack 1
echo mine >> root/etc/thing.conf
case $1 in
  unpack) unpack 2 ;;
  remove) apt-get -o Debug::NoLocking=1 -o Dir::State::status="$PWD/root/var/lib/dpkg/status" \
    -o Dir::Cache="$PWD" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= remove thing ;;
esac
`;
