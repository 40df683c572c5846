import { shellText } from "./shell-text.ts";

/**
 * The ENV file of dash and busybox ash, read from descriptor 9 and never stored. All marks stand in PS1, built from
 * plain expansions: no process is started, nothing shows under `set -x`. There is no hook before a command, so there is
 * no C mark, and the count goes up with every prompt. A PS1 of the environment comes as __fairlead_ps1, because dash cannot
 * take the export from a variable. Where a profile exports it, programs get a PS1 that holds no secret and whose marks are
 * empty in every other shell. `hidden` tells the editor which bytes take no room (ash only).
 */
export function posixRc(nonce: string, login: boolean, shell: "dash" | "ash"): string {
  const [hide, show] = shell === "ash" ? ["\\[", "\\]"] : ["", ""];
  return shellText`exec 9<&-
if [ -n "$\{__fairlead_env+x}" ]; then ENV=$__fairlead_env; export ENV; unset __fairlead_env; else unset ENV; fi
${login ? loginFiles : ""}
if [ -n "$\{ENV-}" ] && [ -r "$ENV" ]; then . "$ENV"; fi
case $- in *a*) set +a; __fl_a=1 ;; *) __fl_a= ;; esac
__fl_n=-1
__fl_t=$(uname -n)
__fl_e=$(printf '\033')
__fl_g=$(printf '\007')
__fl_p=$\{__fairlead_ps1-$\{PS1-\$ }}
unset __fairlead_ps1
__fl_m=${nonce}
PS1='$\{__fl_m:+${hide}$\{__fl_e}]133;D;$?;fl=$\{__fl_m};n=$((__fl_n=__fl_n+1));w=0;o=$-$\{__fl_g}'\
'$\{__fl_e}]7;file://$\{__fl_t}$\{PWD##*[[:cntrl:]%?#]*}?fl=$\{__fl_m}:$\{__fl_n}:$?$\{__fl_g}'\
'$\{__fl_e}]133;A;fl=$\{__fl_m}$\{__fl_g}${show}}'"$__fl_p"'$\{__fl_m:+${hide}$\{__fl_e}]133;B;fl=$\{__fl_m};k=)$\{__fl_g}${show}}'
PS2="$\{PS2->}"'$\{__fl_m:+${hide}$\{__fl_e}]133;P;fl=$\{__fl_m};k=)$\{__fl_g}${show}}'
printf '\033]133;I;fl=${nonce};s=${shell};v=;y=%s;p=%s\007' "$(uname -s)" "$$" >/dev/tty
if [ -n "$__fl_a" ]; then set -a; fi
unset __fl_a __fl_p
`;
}

const loginFiles = `if [ -r /etc/profile ]; then . /etc/profile; fi
if [ -r "$HOME/.profile" ]; then . "$HOME/.profile"; fi`;
