import { pagerVariables } from "./pager-variables.ts";
import { shellText } from "./shell-text.ts";

/**
 * The rc file of bash, read from descriptor 9 and never stored. Its functions come before the person's files, whose
 * aliases would get into them; then it loads those, as a login or a plain interactive shell would, and adds: D, OSC 7 and
 * A before the prompt, B at its end, C before a command, and the private keys. It is silent under `set -x`, exports
 * nothing under `set -a` (numbers live in an array: arrays are never exported), and puts itself right again when the
 * person replaces PROMPT_COMMAND. Without PS0 (before 4.4) there is no C mark. A PROMPT_COMMAND that the person's files
 * make read-only has ours in it already, far behind theirs (from 5.1 on); before a read-only PS1 the B mark is printed.
 *
 * __fl_i: [0] agent commands so far, [1] the line is 1 armed, 2 running, [2] a command has started, [3] what the history
 * counted at the prompt: where it has not grown, its last entry is not what was typed.
 * __fl_t: [0] unset and [1] empty, so that PS0 asks for a text only where the line is the person's. It asks in backquotes:
 * for a dollar-parenthesis bash starts its parser, which runs a trap that is due and then takes the rest of PS0 for broken.
 * __fl_r: the last eight of them that ended, as count.code.
 * __fl_g: while pagers are off (bash 5 or later), of each variable its name, how it was (u unset, s set, x exported), its value.
 */
export function bashRc(nonce: string, login: boolean): string {
  return shellText`exec 9<&-
__fl_i=(0 0 0 0)
__fl_g=()
__fl_t=([1]=)
__fl_x=- __fl_w= __fl_h= __fl_z= __fl_u= __fl_d= __fl_0= __fl_r=
__fl_f='{ __fl_first; } 2>/dev/null'
__fl_l='{ __fl_last; } 2>/dev/null'
__fl_b=$'\\[\e]133;B;fl=${nonce};k=\\051;h=$((__fl_i[3]=HISTCMD))\a\\]'
__fl_2=$'\\[\e]133;P;fl=${nonce};k=\\051\a\\]'
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
__fl_0='$\{__fl_t[$\{#__fl_w}]-'$'\140{ __fl_told; } 2>/dev/null\140}\e]133;C;fl=${nonce};n=$((__fl_i[0]+=__fl_i[1]==1,__fl_i[2]=1,__fl_i[1]=__fl_i[1]?2:0,__fl_i[0]));k=\\051\a\e]7;file://$\{HOSTNAME-}$\{__fl_u}?fl=${nonce}:$((__fl_i[0])):$\{__fl_w:-$__fl_x}:c:$\{__fl_r}\a'
fi
__fl_url() {
if [[ $PWD != "$__fl_d" ]]; then
__fl_d=$PWD __fl_u=$PWD
case $PWD in *[[:cntrl:]%?#]*)
local i c
__fl_u=
for ((i = 0; i < $\{#PWD}; i++)); do
c=$\{PWD:i:1}
case $c in [[:cntrl:]%?#]) printf -v c '%%%02X' "'$c" ;; esac
__fl_u=$__fl_u$c
done ;;
esac
fi
}
__fl_calm() {
local n a
if (($\{#__fl_g[@]} || BASH_VERSINFO[0] < 5)); then return; fi
for n in ${pagerVariables}; do
a=u
if [[ $\{!n+x} ]]; then
case $\{!n@a} in *[aArn]*) continue ;; *x*) a=x ;; *) a=s ;; esac
fi
__fl_g+=("$n" "$a" "$\{!n-}")
export "$n=cat"
done
}
__fl_loud() {
local i n
for ((i = 0; i < $\{#__fl_g[@]}; i += 3)); do
n=$\{__fl_g[i]}
if [[ $\{!n-} != cat || $\{!n@a} == *r* ]]; then continue; fi
case $\{__fl_g[i + 1]} in
u) unset -v "$n" ;;
x) export "$n=$\{__fl_g[i + 2]}" ;;
s) export -n "$n=$\{__fl_g[i + 2]}" ;;
esac
done
__fl_g=()
}
__fl_first() {
local s=$? a= e=1
case $- in *a*) a=1; set +a ;; esac
if [[ ! -o emacs && ! -o vi ]]; then e=0; fi
if [[ $__fl_h ]]; then __fl_h=; set -H; fi
if ((__fl_i[1] == 1)) && [[ -z $__fl_0 || $s != 130 ]]; then ((__fl_i[0] += 1)); __fl_i[1]=2; fi
if ((__fl_i[1] == 2)); then
__fl_x=$s __fl_r=$\{__fl_r:+$__fl_r,}$\{__fl_i[0]}.$s
case $__fl_r in *,*,*,*,*,*,*,*,*) __fl_r=$\{__fl_r#*,} ;; esac
else __fl_w=; fi
__fl_url
printf '\e]133;D;%s;fl=${nonce};n=%s;w=%s\a\e]7;file://%s%s?fl=${nonce}:%s:%s:p:%s\a\e]133;A;fl=${nonce};e=%s\a' "$s" "$\{__fl_i[0]}" "$\{__fl_w:+1}" "$\{HOSTNAME-}" "$__fl_u" "$\{__fl_i[0]}" "$__fl_x" "$__fl_r" "$e" >/dev/tty
if (($\{#__fl_g[@]})); then __fl_loud; fi
__fl_i[1]=0 __fl_i[2]=0 __fl_w=
if [[ $a ]]; then set -a; fi
case $- in *e*) return 0 ;; esac
return $s
}
__fl_last() {
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) && [[ $\{PS1+$\{PS1@a}} == *r* ]]; then
((__fl_i[3] = HISTCMD, 1))
printf '\e]133;B;fl=${nonce};k=)\a' >/dev/tty
else case $\{PS1-} in *"$__fl_b"*) ;; *) PS1=$\{PS1-}$__fl_b ;; esac
fi
case $\{PS2-} in *"$__fl_2"*) ;; *) PS2=$\{PS2-}$__fl_2 ;; esac
case $\{PS0-} in *"$__fl_0"*) ;; *) PS0=$\{PS0-}$__fl_0 ;; esac
export -n PS0 PS1 PS2 PROMPT_COMMAND
if [[ $__fl_z ]]; then __fl_z=; set -e; fi
}
__fl_told() {
local c h i k=k t=
h=$(HISTTIMEFORMAT= builtin history 1)
h=$\{h#*[0-9][*\ ] }
if (($\{#h} > 4000)); then k=l h=$\{h:0:4000}; fi
if ((HISTCMD == __fl_i[3] || __fl_i[2])); then k=o; fi
h=$\{h//[%]/%25}
h=$\{h//[;]/%3B}
h=$\{h//$'\n'/%0A}
h=$\{h//$'\t'/%09}
case $h in *[[:cntrl:]]*)
for ((i = 0; i < $\{#h}; i++)); do
c=$\{h:i:1}
case $c in [[:cntrl:]]) printf -v c '%%%02X' "'$c" ;; esac
t=$t$c
done
h=$t ;;
esac
if [[ $h ]]; then printf '\e]133;T;fl=${nonce};h=%s;x=%s\a' "$k" "$h"; fi
}
__fl_hook() {
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
if [[ $\{PROMPT_COMMAND[9998]+$\{PROMPT_COMMAND[9998]@a}} == *r* ]]; then return 0; fi
local c
local -a k=()
for c in "$\{PROMPT_COMMAND[@]}"; do
c=$\{c//"$__fl_f"/:}
c=$\{c//"$__fl_l"/:}
case $c in '' | :) ;; *) k+=("$c") ;; esac
done
PROMPT_COMMAND=("$__fl_f" "$\{k[@]}" "$__fl_l")
else
local c=$\{PROMPT_COMMAND-}
c=$\{c//"$__fl_f"/:}
c=$\{c//"$__fl_l"/:}
PROMPT_COMMAND=$__fl_f$'\n'$\{c:-:}$'\n'$__fl_l
fi
export -n PROMPT_COMMAND
}
__fl_ask() {
local a= r=0 l=$\{READLINE_LINE-}
case $- in *a*) a=1; set +a ;; esac
if (($1)) && [[ -z $l ]]; then
r=1 __fl_i[1]=1 __fl_w=r
case $- in *H*) set +H; __fl_h=1 ;; esac
case $- in *e*) set +e; __fl_z=1 ;; esac
__fl_calm
__fl_hook
fi
printf '\e]133;L;%s;fl=${nonce};q=%s\a' "$\{#l}" "$r" >/dev/tty
if [[ $a ]]; then set -a; fi
}
__fl_read() {
local a= b l=$\{READLINE_LINE-}
case $- in *a*) a=1; set +a ;; esac
{
while [[ $l ]]; do
b=$\{l:0:20000} l=$\{l:20000}
while [[ $b ]]; do
printf '\e]133;R;fl=${nonce};%s\n\a' "$\{b:0:1000}"
b=$\{b:1000}
done
done
l=$\{READLINE_LINE-}
printf '\e]133;L;%s;fl=${nonce};q=0\a' "$\{#l}"
} >/dev/tty
if [[ $a ]]; then set -a; fi
}
__fl_init() {
local a= m
case $- in *a*) a=1; set +a ;; esac
bind 'set enable-bracketed-paste on'
for m in emacs vi-insert vi-command; do
bind -m "$m" -x '"\e[27;7;98~": { __fl_ask 0; } 2>/dev/null'
bind -m "$m" -x '"\e[27;7;99~": { __fl_ask 1; } 2>/dev/null'
bind -m "$m" -x '"\e[27;7;95~": { __fl_read; } 2>/dev/null'
bind -m "$m" '"\e[27;7;96~": accept-line'
done
__fl_hook
printf '\e]133;I;fl=${nonce};s=bash;v=%s;y=%s;p=%s\a' "$BASH_VERSION" "$OSTYPE" "$$" >/dev/tty
unset -f __fl_init
if [[ $a ]]; then set -a; fi
}
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then PROMPT_COMMAND[9998]=$__fl_f PROMPT_COMMAND[9999]=$__fl_l; fi
${login ? loginFiles : plainFiles}
{ __fl_init; } 2>/dev/null
`;
}

const loginFiles = `{
if [[ -r /etc/profile ]]; then . /etc/profile; fi
if [[ -r ~/.bash_profile ]]; then . ~/.bash_profile
elif [[ -r ~/.bash_login ]]; then . ~/.bash_login
elif [[ -r ~/.profile ]]; then . ~/.profile
fi
}`;

const plainFiles = "if [[ -r ~/.bashrc ]]; then . ~/.bashrc; fi";
