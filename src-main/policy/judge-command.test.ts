import { expect, test } from "vitest";
import type { CommandClass } from "../../shared/contract/policy.ts";
import type { ShellContext } from "./command-judgement.ts";
import { judgeCommand } from "./judge-command.ts";

const context: ShellContext = {
  shell: "bash",
  changes: [],
  directory: "/srv/app",
  home: "/home/bob",
  protectedPaths: ["/home/bob/.local/share/fairlead"],
};

const judge = (command: string, more: Partial<ShellContext> = {}) =>
  judgeCommand(command, { ...context, ...more });

const lines = (text: string): string[] => text.trim().split("\n");

test.each(
  lines(String.raw`
ls -la /var/log
ls *.log
ls -d */
cat /etc/hosts
tail -n 100 /var/log/syslog
df -hT | grep -v tmpfs
du -sh * | sort -rh | head -10
ps aux --sort=-%mem | head
ps -ef | grep java | grep -v grep | awk '{print $2}'
systemctl status nginx
journalctl -u nginx -n 100 --no-pager
ss -tulpn
ip -4 addr show eth0
ping -c 3 example.com
grep -rn "TODO" src/
grep -v '^#' /etc/ssh/sshd_config | grep -v '^$'
find /var/log -name "*.log" -mtime -1
find / -type f -size +100M 2>/dev/null
find /etc -name "*.conf" -exec ls -l {} \;
find . -name '*.ts' | xargs grep -n foo
find . -name '*.ts' -print0 | xargs -0 wc -l
command -v docker
cut -d: -f1,7 /etc/passwd | sort | uniq -c
awk '$9 == 500 {print $7}' access.log
awk 'NR>1 && $5+0 > 80 {print $6, $5}' f
sed -n '10,20p' /etc/nginx/nginx.conf
diff a.txt b.txt
tar -tzf backup.tar.gz
echo "hello $USER on $(hostname)"
git log --oneline -10
docker ps -a
docker exec web ls /
docker inspect $(docker ps -q)
for i in 1 2 3; do echo $i; done
for f in /var/log/*.log; do wc -l "$f"; done
for h in web1 web2; do ping -c1 $h; done
for pid in $(pgrep nginx); do cat /proc/$pid/status; done
while read -r line; do echo "$line"; done < /etc/hosts
if [ -f /etc/debian_version ]; then cat /etc/debian_version; fi
[ -d /var/log ] && ls /var/log
test -f /etc/passwd && echo yes || echo no
[[ -f /etc/hosts ]] && echo yes
ls -l $(which python3)
ls -la /lib/modules/$(uname -r)
cat /boot/config-$(uname -r) | grep KVM
cd /var/log && ls -la
(cd /var/log; ls)
ls nonexistent 2>/dev/null || echo missing
ls > /dev/null 2>&1; echo $?
cat <<< hello
diff <(ls a) <(ls b)
timeout 5 ls
watch -n 1 df -h
LC_ALL=C sort file
env LC_ALL=C ls
x=5; echo $((x * 2))
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done
for ((i=0;i<3;i++)); do echo $i; done
count=$(ls | wc -l); if [ $count -gt 5 ]; then echo many; fi
echo {1..5}
sh -c 'ls -la'
bash -c 'df -h; free -m'
eval 'ls; df'
DIR=/var/log; ls $DIR; du -sh "$DIR"
FILE=/etc/hosts; cat "$FILE"
cat /etc/*release
head -n 5 /etc/{passwd,group}
cat ~/.ssh/authorized_keys
cat ~/.bashrc
l''s -la
/usr/bin/ls
\ls
case $1 in a) ls;; *) df;; esac
{ ls; df; } 2>/dev/null
ls -la &
! grep -q x f
time ls
set -euo pipefail; ls
[[ $? -eq 0 ]] && echo ok
sudo -l
busybox ls
`),
)("reads only: %s", (command) => {
  const { class: found, network, secret, denied, reasons } = judge(command);
  expect({ found, network, secret, denied, reasons }).toEqual({
    found: "read-only",
    network: false,
    secret: false,
    denied: null,
    reasons: ["It only reads."],
  });
});

test.each(
  lines(String.raw`
ls; rm x
ls | tee out
ls >> out
ls &> out
ls > "$(echo x)"
cat <> file
{ ls; } > x
for i in 1; do ls; done > x
exec 3> x
ls > >(rm x)
echo $(rm x)
echo "a$(echo "b$(rm x)")"
echo ${"$"}{x:-$(rm x)}
echo $((a[$(rm x)]))
echo $(( $(cat f) ))
echo ${"$"}{a[$(rm x)]}
a[$(rm x)]=1
a=([$(rm x)]=1)
[[ -v a[$(rm x)] ]]
[[ 'a[$(rm x)]' -eq 1 ]]
x='a[$(rm x)]'; echo $((x))
x='a[$(rm x)]'
let 'a[$(rm x)]=1'
test -v 'a[$(rm x)]'
[ $x ]
printf -v 'a[$(rm x)]' x
read 'a[$(rm x)]'
echo ${"$"}{!x}
echo ${"$"}{x@P}
cat <(rm x)
{rm,-rf,x}
$(echo rm) x
$cmd x
eval "$x"
eval ls \; rm x
eval 'eval "rm x"'
$'\x72m' x
r''m x
\rm x
/bin/rm x
./ls
/usr/bin/../../tmp/ls
/bin/r* x
command rm x
builtin eval 'rm x'
exec rm x
env -i rm x
env -S 'rm x'
PATH=/tmp ls
LD_PRELOAD=/tmp/x.so ls
PATH=/tmp:$PATH; ls
HOME=/etc; cat ~/x
alias ls='rm x'; ls
ls() { rm x; }; ls
f() { "$@"; }; f rm x
. ./x
trap 'rm x' EXIT
PROMPT_COMMAND='rm x'
bash -c 'bash -c "bash -c \"rm x\""'
bash -c '$0' 'rm'
bash x.sh
echo 'rm x' | sh
base64 -d x | sh
python3 -c 'import os'
awk 'BEGIN{system("rm x")}'
awk '{print > "x"}' f
awk '{print | "sh"}' f
gawk '@load "x"; {}' f
sed -n 'w x' f
sed 's/a/b/e' f
sed '1e rm x' f
sed "-"i s/a/b/ x
find . -exec rm {} \;
find . $'-delete'
find . -{delete,print}
find . -name \! -delete
x=-delete; find . $x
find . -exec sh -c 'rm $1' _ {} \;
find . | xargs sed -i s/a/b/
find . | xargs -I{} sh -c 'echo {}'
ls | xargs rm
ls | xargs cat
sort -uo x y
sort -r{o,}x y
sort $x
x=--output=/tmp/y; sort $x f
for o in -o x; do sort $o f; done
tar tf a.tar --checkpoint=1 --checkpoint-action=exec=sh
git log --output=x
git -c core.pager='rm x' log
sudo ls
su -c ls
ssh host ls
docker exec web sh -c 'rm x'
kubectl exec web -- rm x
nohup ls
watch 'ls; rm x'
strace rm x
busybox rm x
busybox sh -c 'rm x'
cat "$x"
cat $(echo /etc/hosts)
while read l; do cat $l; done < f
x=/etc/passwd; read x; cat $x
x=/etc/passwd; x+=/../shadow; cat $x
cat $x; x=/etc/passwd
false && x=/etc/passwd; cat $x
coproc ls
exec 3<>/dev/tcp/1.2.3.4/80
echo x > /dev/tcp/1.2.3.4/80
export BASH_ENV=x
declare -n x=PATH
history -c
ls \
ls 'x
cat <<EOF
rm –rf x
ѕudo ls
xdg-open x
`),
)("does more: %s", (command) => {
  expect(judge(command).class).not.toBe("read-only");
});

test.each([
  "ls # \u202e",
  "ls \u200bx",
  "ls\nrm x",
  "cat <<EOF\n$(rm x)\nEOF",
  "bash <<'EOF'\nrm x\nEOF",
  "cat <<'EOF' | sh\nls\nEOF",
  "r\\\nm x",
  "cat <<E\n${x:-'$(rm x)'}\nE",
  "echo \"${x/a/'$(rm x)'}\"",
  "ls\rrm x",
  `ls ${"x".repeat(70_000)}`,
  `${"$(".repeat(250)}ls${")".repeat(250)}`,
  `${"eval ".repeat(60)}ls`,
])("does more: %j", (command) => {
  expect(judge(command).class).not.toBe("read-only");
});

test.each(
  lines(String.raw`
cat /etc/shadow
cat /etc/sh*
cat /etc/*ow
cat /etc/../etc//shadow
cat /e*/shadow
cat < /etc/shadow
echo "$(</etc/shadow)"
cd /etc && cat shadow
F=shadow; cat /etc/$F
for f in /etc/*; do cat $f; done
cat ~/.ssh/id_rsa
cat $HOME/.ssh/*
cat ~root/.ssh/id_ed25519
cat /home/*/.aws/credentials
cat .env
cat server.key
cat /proc/*/environ
grep -r x /etc
grep -r x ~
find / -name id_rsa -exec cat {} \;
find /etc -type f | xargs cat
`),
)("shows secrets: %s", (command) => {
  expect(judge(command)).toMatchObject({ secret: true });
});

test.each(
  lines(`
rm -rf /
rm -rf /*
rm -r -f ~
rm -rf "$HOME"/*
sudo rm -rf /etc/..
sh -c 'rm -rf /'
{rm,-rf,/}
rm -rf --no-preserve-root x
find / -delete
chmod -R 777 /
chown -R bob /etc
:(){ :|:& };:
dd if=/dev/zero of=/dev/sda
mkfs.ext4 /dev/vda
echo x > /dev/nvme0n1
echo x > /home/bob/.local/share/fairlead/policy.json
cd ~/.local/share/fairlead; echo x > policy.json
tee ~/.local/share/../share/fairlead/x
rm -rf /home/bob/.local
sed -i s/a/b/ ~/.local/share/fairlead/policy.json
python3 x.py /home/bob/.local/share/fairlead/policy.json
`),
)("denied whatever the mode: %s", (command) => {
  const { denied, parts } = judge(command);
  expect(denied).not.toBeNull();
  expect(parts.some((part) => part.denied)).toBe(true);
});

test.each(
  lines(`
rm -rf ./build
rm -rf /tmp/x
chmod -R 755 /var/www
find /tmp -name x -delete
mkfs.ext4 /dev/sdb1
rm -rf "$x"
find . -name '*.tmp' | xargs rm
ls ~/.local/share/fairlead
retry() { "$@" || retry "$@"; }
`),
)("not denied whatever the mode: %s", (command) => {
  expect(judge(command).denied).toBeNull();
});

test.each<[string, CommandClass]>([
  ["touch x", "change"],
  ["sudo ls", "privileged"],
  ["sudo rm x", "destructive"],
  ["ls; touch x; rm y", "destructive"],
  ["nosuchprogram", "unknown"],
  ["systemctl restart nginx", "privileged"],
  ["kill 1", "destructive"],
  ["echo x > /etc/motd", "privileged"],
  ["export A=b", "change"],
])("%s is %s", (command, expected) => {
  expect(judge(command).class).toBe(expected);
});

test.each([
  ["zsh", "ls *(e:'rm x':)"],
  ["zsh", "=rm x"],
  ["zsh", "echo ${(e)x}"],
  ["zsh", "echo $x[(e)y]"],
  ["zsh", "[ x -eq 1 ]"],
  ["zsh", "for x (a b) rm $x"],
  ["zsh", "<x"],
  ["dash", "cat <(ls)"],
  ["dash", "[[ -f x ]]"],
  ["dash", "ls &> /dev/null"],
  ["dash", "echo $'a'"],
  ["ash", "echo {a,b}"],
  ["fish", "ls"],
  ["unknown", "ls"],
] as const)("in %s nobody can tell: %s", (shell, command) => {
  expect(judge(command, { shell }).class).toBe("unknown");
});

test("what an earlier command changed counts", () => {
  const shadowed = judge("ls", { changes: [{ kind: "shadowed", name: "ls" }] });
  const variable = { changes: [{ kind: "variable", name: "PATH" }] } as const;
  const mystery = { changes: [{ kind: "anything", because: "a script was read in" }] } as const;
  expect(shadowed.class).toBe("unknown");
  expect(judge("df", { changes: [{ kind: "shadowed", name: "ls" }] }).class).toBe("read-only");
  expect(judge("ls", variable).class).toBe("unknown");
  expect(judge("echo x", variable).class).toBe("read-only");
  expect(judge("echo x", mystery).class).toBe("unknown");
});

test("what it changes in the shell is told, but not what a subshell keeps to itself", () => {
  expect(judge("alias ls=x").changes).toEqual([{ kind: "shadowed", name: "ls" }]);
  expect(judge("f() { ls; }").changes).toEqual([{ kind: "shadowed", name: "f" }]);
  expect(judge("export PATH=/x:$PATH").changes).toEqual([{ kind: "variable", name: "PATH" }]);
  expect(judge(". x").changes).toMatchObject([{ kind: "anything" }]);
  expect(judge("cd /tmp; x=1; ls").changes).toEqual([]);
  expect(judge("(PATH=/x; alias a=b)").changes).toEqual([]);
});

test("parts say where they stand, how deep, and why", () => {
  const { parts } = judge("ls -l; sh -c 'rm x' > /dev/null");
  expect(parts).toMatchObject([
    { text: "ls -l", at: { start: 0, end: 5 }, depth: 0, class: "read-only", rule: "program ls" },
    { text: "rm x", at: null, depth: 1, class: "destructive", rule: "program rm" },
    { text: "sh -c 'rm x' > /dev/null", depth: 0, class: "read-only" },
  ]);
});

test.each([
  ["ls -l /tmp", ["ls", "-l", "/tmp"]],
  ["ls 'a b' \"c\" d\\ e", ["ls", "a b", "c", "d e"]],
  ["ls | cat", null],
  ["ls; ls", null],
  ["ls &", null],
  ["ls > x", null],
  ["A=1 ls", null],
  ["ls $x", null],
  ["ls *", null],
  ["ls ~", null],
  ["ls {a,b}", null],
  ["echo $(id)", null],
  ["(ls)", null],
])("the tokens of %s", (command, expected) => {
  expect(judge(command).simple).toEqual(expected);
});

test("what holds code or another command is opaque", () => {
  const opaque = ["sudo ls", "sh -c ls", "find . -exec ls {} +", "xargs ls", "eval ls", "env ls"];
  expect(opaque.filter((command) => !judge(command).opaque)).toEqual([]);
  expect(["ls -l", "git status", "ls | cat"].filter((command) => judge(command).opaque)).toEqual(
    [],
  );
});
