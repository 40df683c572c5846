import { pagerVariables } from "./pager-variables.ts";
import { shellText } from "./shell-text.ts";

/**
 * What fish evaluates after the person's own configuration: marks from its events, a B mark behind the prompt, and the
 * private keys. A line that fish cannot parse is cleared and reported, not run. The line is submitted with a space behind
 * it, which keeps abbreviations from changing it; fish leaves it out of the history.
 *
 * All that is written goes to `>&1`: fish then writes it from a thread that no signal reaches. A direct write that a signal
 * interrupts (a resize, ^C, the person's own SIGUSR1) is lost, with "write: Interrupted system call" in its place. The B
 * mark is part of the prompt, which fish writes itself. The function with the C mark is made at the first prompt, so that
 * it comes behind what fish's own handlers write before a command.
 *
 * __fl_r: the last eight agent commands that ended, as count.code. fish 4 reads our key sequences as Ctrl+Alt with _, b, c,
 * the grave accent and the circumflex.
 */
export function fishInit(nonce: string): string {
  return shellText`set -e __fairlead_rc
set -g __fl_n 0
set -g __fl_q 0
set -g __fl_x -
set -g __fl_r
set -g __fl_g 0
function __fl_osc7
printf '\e]7;file://%s%s?fl=${nonce}:%s:%s:%s:%s\a' $hostname (string escape --style=url -- $PWD) $__fl_n $argv (string join , -- $__fl_r) >&1
end
function __fl_calm
test $__fl_g = 1; and return
set -g __fl_g 1
for n in ${pagerVariables}
set -g __fl_v_$n $$n
set -g __fl_o_$n u
set -qg $n; and set -g __fl_o_$n s
set -qgx $n; and set -g __fl_o_$n x
set -gx $n cat
end
end
function __fl_loud
test $__fl_g = 1; or return
set -g __fl_g 0
for n in ${pagerVariables}
set -l o __fl_o_$n
set -l v __fl_v_$n
if test "$$n" = cat
switch $$o
case x
set -gx $n $$v
case s
set -gu $n $$v
case '*'
set -eg $n
end
end
set -eg $o
set -eg $v
end
end
function __fl_late
functions -e __fl_late
function __fl_pre --on-event fish_preexec
if test $__fl_q = 1
set __fl_n (math $__fl_n + 1)
set __fl_q 2
end
if test $__fl_q = 0
set -l t k
set -l h $argv[1]
if string match -qr '^\s' -- "$h"; or set -q fish_private_mode
set t p
set h ''
else if test (string length -- "$h") -gt 4000
set t l
set h (string sub -l 4000 -- "$h" | string collect)
end
printf '\e]133;T;fl=${nonce};h=%s;x=%s\a' $t (string escape --style=url -- "$h") >&1
end
printf '\e]133;C;fl=${nonce};n=%s;k=)\a' $__fl_n >&1
if test $__fl_q = 2
__fl_osc7 r c
else
__fl_osc7 $__fl_x c
end
end
end
function __fl_end
__fl_loud
set -l w 0
if test $__fl_q = 1 -a $argv[1] != 130
set __fl_n (math $__fl_n + 1)
set __fl_q 2
end
if test $__fl_q = 2
set __fl_x $argv[1]
set __fl_r $__fl_r $__fl_n.$argv[1]
test (count $__fl_r) -gt 8; and set -e __fl_r[1]
set w 1
end
set __fl_q 0
printf '\e]133;D;%s;fl=${nonce};n=%s;w=%s\a' $argv[1] $__fl_n $w >&1
end
function __fl_post --on-event fish_postexec
__fl_end $status
end
function __fl_bad --on-event fish_posterror
set -l s $status
test $s = 0; and set s 127
__fl_end $s
end
function __fl_mark
printf '\e]133;B;fl=${nonce};k=)\a'
end
function __fl_wrap
if functions fish_prompt >&1 | string match -q '*__fl_mark*'
return
end
functions -e __fl_prompt
functions -c fish_prompt __fl_prompt
function fish_prompt
__fl_prompt
__fl_mark
end
end
function __fl_begin --on-event fish_prompt
functions -q __fl_late; and __fl_late
__fl_loud
__fl_wrap
__fl_osc7 $__fl_x p
printf '\e]133;A;fl=${nonce}\a' >&1
end
function __fl_ask
set -l l (commandline >&1 | string collect)
set -l r 0
if test $argv[1] = 1 -a -z "$l"
set r 1
set __fl_q 1
__fl_calm
end
printf '\e]133;L;%s;fl=${nonce};q=%s\a' (string length -- "$l") $r >&1
end
function __fl_read
set -l l (commandline >&1 | string collect)
set -l n (string length -- "$l")
set -l i 1
while test $i -le $n
printf '\e]133;R;fl=${nonce};' >&1
string sub -s $i -l 1000 -- "$l" >&1
printf '\a' >&1
set i (math $i + 1000)
end
printf '\e]133;L;%s;fl=${nonce};q=0\a' $n >&1
end
function __fl_submit
if not commandline --is-valid
set __fl_q 0
__fl_loud
commandline ''
printf '\e]133;L;0;fl=${nonce};q=x\a' >&1
return
end
commandline -C 2147483647
commandline -i ' '
commandline -f execute
end
function __fl_clear
set __fl_q 0
__fl_loud
commandline ''
end
for m in default insert visual replace replace_one
bind -M $m \e\[27\;7\;98~ '__fl_ask 0' 2>/dev/null
bind -M $m \e\[27\;7\;99~ '__fl_ask 1' 2>/dev/null
bind -M $m \e\[27\;7\;95~ __fl_read 2>/dev/null
bind -M $m \e\[27\;7\;96~ __fl_submit 2>/dev/null
bind -M $m \e\[27\;7\;94~ __fl_clear 2>/dev/null
if string match -qr '^([4-9]|\d\d)\.' -- $version
bind -M $m ctrl-alt-b '__fl_ask 0' 2>/dev/null
bind -M $m ctrl-alt-c '__fl_ask 1' 2>/dev/null
bind -M $m ctrl-alt-_ __fl_read 2>/dev/null
bind -M $m ctrl-alt-\` __fl_submit 2>/dev/null
bind -M $m ctrl-alt-^ __fl_clear 2>/dev/null
end
end
printf '\e]133;I;fl=${nonce};s=fish;v=%s;y=%s;p=%s\a' $version (uname) $fish_pid >&1
`;
}
