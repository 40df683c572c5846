import { pagerVariables } from "./pager-variables.ts";
import { shellText } from "./shell-text.ts";

/**
 * The .zshenv of zsh, in a folder of its own that it removes with its first line. It gives ZDOTDIR back at once, so that
 * zsh itself goes on to load the person's own files, and adds its hooks at the first prompt, after them. The agent's
 * line is taken without history expansion and with comments, and is put in by zsh's own paste, not the person's.
 * __fl_r: the last eight agent commands that ended, as count.code.
 * __fl_g: while pagers are off, of each variable its name, how it was (u unset, s set, x exported), its value.
 */
export function zshEnv(nonce: string): string {
  return shellText`command rm -rf -- "$ZDOTDIR"
if (( $\{+__FAIRLEAD_ZDOTDIR} )); then
export ZDOTDIR=$__FAIRLEAD_ZDOTDIR
unset __FAIRLEAD_ZDOTDIR
else
unset ZDOTDIR
fi
if [[ -r $\{ZDOTDIR:-$HOME}/.zshenv ]]; then . "$\{ZDOTDIR:-$HOME}/.zshenv"; fi
if [[ -o interactive ]]; then
__fl_start() { {
emulate -L zsh
typeset -g __fl_n=0 __fl_q=0 __fl_x=- __fl_r= __fl_u= __fl_d= __fl_k=0 __fl_z=0
typeset -g __fl_b=$'%{\e]133;B;fl=${nonce};k=%)\a%}' __fl_2=$'%{\e]133;P;fl=${nonce};k=%)\a%}'
typeset -g __fl_e=$'%{\e]133;E;fl=${nonce};k=%)\a%}'
typeset -ga __fl_h=() __fl_g=()
typeset -ga precmd_functions preexec_functions
__fl_hook
zle -N __fl_ask
zle -N __fl_arm
zle -N __fl_paste
zle -N __fl_read
local m
for m in emacs viins vicmd main; do
bindkey -M $m '\e[27;7;98~' __fl_ask
bindkey -M $m '\e[27;7;99~' __fl_arm
bindkey -M $m '\e[27;7;97~' __fl_paste
bindkey -M $m '\e[27;7;95~' __fl_read
bindkey -M $m '\e[27;7;96~' .accept-line
done
if (( $\{+widgets[zle-line-init]} )); then zle -A zle-line-init __fl_kept; fi
zle -N zle-line-init __fl_once
print -n $'\e]133;I;fl=${nonce};s=zsh;v='$ZSH_VERSION';y='$OSTYPE';p='$$$'\a' >/dev/tty
unfunction __fl_start
__fl_precmd
__fl_late
} 2>/dev/null; }
__fl_once() { {
emulate -L zsh
if (( $\{+widgets[__fl_kept]} )); then
zle -A __fl_kept zle-line-init
zle -D __fl_kept
zle zle-line-init
else
zle -D zle-line-init
fi
unfunction __fl_once
if [[ $PS1 != *"$__fl_b"* ]]; then __fl_late; zle reset-prompt; fi
} 2>/dev/null; }
__fl_precmd() { {
local s=$?
if (( __fl_k )); then unsetopt interactive_comments; fi
__fl_ended $s
} 2>/dev/null; }
__fl_ended() {
emulate -L zsh
local s=$1
__fl_k=0
if (( $\{#__fl_h} )); then histchars=$__fl_h[1]; __fl_h=(); fi
if (( $\{#__fl_g} )); then __fl_loud; fi
local w=0
if (( __fl_q == 1 && s != 130 )); then (( __fl_n += 1 )); __fl_q=2; fi
if (( __fl_q == 2 )); then
__fl_x=$s __fl_r=$\{__fl_r:+$__fl_r,}$__fl_n.$s w=1
[[ $__fl_r == *,*,*,*,*,*,*,*,* ]] && __fl_r=$\{__fl_r#*,}
fi
__fl_q=0
if [[ $PWD != $__fl_d ]]; then
__fl_d=$PWD __fl_u=$PWD
if [[ $PWD == *[[:cntrl:]%?\#]* ]]; then
local c
__fl_u=
for c in $\{(s::)PWD}; do
[[ $c == [[:cntrl:]%?\#] ]] && printf -v c '%%%02X' "'$c"
__fl_u+=$c
done
fi
fi
printf '\e]133;D;%s;fl=${nonce};n=%s;w=%s\a\e]7;file://%s%s?fl=${nonce}:%s:%s:p:%s\a\e]133;A;fl=${nonce}\a' $s $__fl_n $w "$HOST" "$__fl_u" $__fl_n $__fl_x "$__fl_r" >/dev/tty
}
__fl_late() { {
__fl_decorate
if (( __fl_z )); then __fl_z=0; setopt err_exit; fi
} 2>/dev/null; }
__fl_decorate() {
emulate -L zsh
[[ $PS1 == *"$__fl_b"* ]] || PS1+=$__fl_b
[[ $PS2 == *"$__fl_2"* ]] || PS2+=$__fl_2
[[ $\{PROMPT_EOL_MARK-} == *"$__fl_e"* ]] || PROMPT_EOL_MARK=$__fl_e$\{PROMPT_EOL_MARK-%B%S%#%s%b}
typeset +x PS1 PS2 PROMPT_EOL_MARK
}
__fl_preexec() { {
local t=k
if [[ -o hist_ignore_space && $1 == \ * ]]; then t=p; fi
emulate -L zsh
if [[ -n $\{HISTORY_IGNORE-} && $1 == $\{~HISTORY_IGNORE} ]]; then t=p; fi
if (( ! __fl_q )); then __fl_told "$1"; fi
local r=$__fl_x
if (( __fl_q == 1 )); then (( __fl_n += 1 )); __fl_q=2; fi
if (( __fl_q )); then r=r; fi
printf '\e]133;C;fl=${nonce};n=%s;k=)\a\e]7;file://%s%s?fl=${nonce}:%s:%s:c:%s\a' $__fl_n "$HOST" "$__fl_u" $__fl_n $r "$__fl_r" >/dev/tty
} 2>/dev/null; }
__fl_told() {
local c h=$1 u=
if [[ $t == p ]]; then h=; elif (( $\{#h} > 4000 )); then t=l h=$\{h[1,4000]}; fi
h=$\{h//\%/%25}
h=$\{h//\;/%3B}
h=$\{h//$'\n'/%0A}
h=$\{h//$'\t'/%09}
if [[ $h == *[[:cntrl:]]* ]]; then
for c in $\{(s::)h}; do
[[ $c == [[:cntrl:]] ]] && printf -v c '%%%02X' "'$c"
u+=$c
done
h=$u
fi
[[ $t$h == k ]] || print -rn $'\e]133;T;fl=${nonce};h='$t';x='$h$'\a' >/dev/tty
}
__fl_tell() { print -n $'\e]133;L;'$\{#BUFFER}$';fl=${nonce};q='$1$'\a' >/dev/tty; }
__fl_ask() { { emulate -L zsh; setopt no_xtrace; __fl_tell 0; } 2>/dev/null; }
__fl_read() { {
emulate -L zsh
setopt no_xtrace
local b l=$BUFFER
while [[ -n $l ]]; do
b=$\{l[1,20000]} l=$\{l[20001,-1]}
while [[ -n $b ]]; do
print -rn -- $'\e]133;R;fl=${nonce};'$\{b[1,1000]}$'\n\a'
b=$\{b[1001,-1]}
done
done >/dev/tty
__fl_tell 0
} 2>/dev/null; }
__fl_hook() {
emulate -L zsh
precmd_functions=(__fl_precmd $\{precmd_functions:#__fl_*} __fl_late)
preexec_functions=($\{preexec_functions:#__fl_*} __fl_preexec)
}
__fl_literal() {
emulate -L zsh
__fl_q=1 __fl_k=$1
if (( ! $\{#__fl_h} )); then __fl_h=("$histchars"); histchars=$'\1\1'$\{histchars[3]:-\#}; fi
}
__fl_calm() {
emulate -L zsh
local n t
if (( $\{#__fl_g} )); then return; fi
for n in ${pagerVariables}; do
t=$\{(Pt)n}
case $t in
'') t=u ;;
*readonly*) continue ;;
scalar*export*) t=x ;;
scalar*) t=s ;;
*) continue ;;
esac
__fl_g+=("$n" $t "$\{(P)n}")
typeset -gx "$n=cat"
done
}
__fl_loud() {
emulate -L zsh
local n t v
for n t v in "$\{(@)__fl_g}"; do
if [[ $\{(P)n} == cat && $\{(Pt)n} != *readonly* ]]; then
case $t in
u) unset $n ;;
x) typeset -gx "$n=$v" ;;
s) typeset -g +x "$n=$v" ;;
esac
fi
done
__fl_g=()
}
__fl_arm() { {
if [[ -n $BUFFER || -n $PREBUFFER ]]; then
__fl_tell 0
else
if [[ -o interactive_comments ]]; then
__fl_literal 0
else
__fl_literal 1
setopt interactive_comments
fi
if [[ -o err_exit ]]; then __fl_z=1; unsetopt err_exit; fi
__fl_hook
__fl_calm
__fl_tell 1
fi
} 2>/dev/null; }
__fl_paste() { {
emulate -L zsh
local p
zle .bracketed-paste p
BUFFER=$p
CURSOR=$\{#BUFFER}
} 2>/dev/null; }
typeset -ga precmd_functions
precmd_functions+=(__fl_start)
fi
`;
}
