import type { KnownShell } from "./shells.ts";

/** A way in which people have their prompt drawn: what their rc file says, or what they type first. */
export type PromptStyle = {
  title: string;
  shell: KnownShell;
  files?: Record<string, string>;
  environment?: Record<string, string>;
  typed?: readonly string[];
  /** What is on the screen when all of it works. */
  shows?: string;
};

const fishConfig = (text: string) => ({
  ".config/fish/config.fish": `set -g fish_greeting\n${text}`,
});

/** A status from every hook that a shell has: before a line, before a command, after it; clocks, pipes, right side, title. */
const starshipBash = `starship_preexec() {
  if [ "$STARSHIP_READY" = true ]; then STARSHIP_READY=false; STARSHIP_START=$(date +%s%N); fi
  : "$1"
}
starship_prompt() { printf '\\n\\[\\e[1;36m\\]%s\\[\\e[0m\\] took %s\\n\\[\\e[1;3%dm\\]❯\\[\\e[0m\\] ' '\\w' "$2" $(( $1 ? 1 : 2 )); }
starship_precmd() {
  local STATUS=$? PIPED=("\${PIPESTATUS[@]}")
  eval "$STARSHIP_BEFORE"
  PS1="$(starship_prompt "$STATUS" "\${STARSHIP_START:-0}" "\${#PIPED[@]}")"
  printf '\\e]0;%s\\a' "$PWD"
  STARSHIP_READY=true
}
STARSHIP_BEFORE=$PROMPT_COMMAND
trap 'starship_preexec "$_"' DEBUG
PROMPT_COMMAND=starship_precmd
PS0='\${STARSHIP_TOLD:$((STARSHIP_COUNT+=1,0)):0}'
PS2='∙ '
`;

const starshipZsh = `starship_preexec() { STARSHIP_START=$EPOCHREALTIME; print -n '\\e]0;running\\a' }
starship_precmd() { STARSHIP_STATUS=$? STARSHIP_PIPED=($pipestatus); print -n '\\e]0;%~\\a' }
zmodload zsh/datetime
autoload -Uz add-zsh-hook
add-zsh-hook precmd starship_precmd
add-zsh-hook preexec starship_preexec
starship_keymap() { zle reset-prompt }
zle -N zle-keymap-select starship_keymap
setopt prompt_subst
PROMPT='
$(print -n "%%F{cyan}%%~%%f") took \${STARSHIP_START:-0}
%(?.%F{green}.%F{red})❯%f '
RPROMPT='$(print -n $STARSHIP_STATUS)'
PROMPT2='∙ '
`;

/** A prompt that stands there before the rc is read, is drawn anew when git has answered, and shrinks once it was used. */
const powerlevel = `print -n 'instant ❯ '
exec {p9_in}<&0 {p9_out}>&1 {p9_err}>&2 </dev/null >"$HOME/.instant" 2>&1
p9_first() {
  exec <&$p9_in >&$p9_out 2>&$p9_err {p9_in}>&- {p9_out}>&- {p9_err}>&-
  print -n '\\r\\e[K'
  precmd_functions=(\${precmd_functions:#p9_first})
}
precmd_functions=(p9_first $precmd_functions)
setopt prompt_subst
p9_precmd() {
  local s=$?
  PROMPT=$'\\n%F{4}%~%f\\n%(?.%F{2}.%F{1}'$s$' )❯%f '
  RPROMPT='%(?..✘) %T'
  exec {p9_fd}< <(sleep 0.03; print main)
  zle -F $p9_fd p9_answered
}
p9_answered() {
  local branch
  read -r -u $1 branch
  zle -F $1
  exec {1}<&-
  RPROMPT="%F{3}$branch%f"
  zle reset-prompt
  zle -R
}
precmd_functions+=(p9_precmd)
p9_finish() { PROMPT='%F{2}❯%f ' RPROMPT=; zle reset-prompt }
zle -N zle-line-finish p9_finish
p9_init() { print -n '\\e[5 q' }
zle -N zle-line-init p9_init
TRAPWINCH() { zle && zle reset-prompt }
`;

/** The same in fish: another process tells the shell to draw its prompt anew; Enter is bound to a function. */
const tide = `function fish_prompt
  set -l s $status $pipestatus
  printf '\\n%s%s%s %s\\n❯ ' (set_color cyan) (prompt_pwd) (set_color normal) "$s"
  if not set -q tide_told
    set -g tide_told
    sh -c "sleep 0.03; kill -USR1 $fish_pid" &
    disown
  end
end
function fish_right_prompt; set -q tide_branch; and printf '%s' $tide_branch; date +%T; end
function tide_repaint --on-signal SIGUSR1; set -g tide_branch main; commandline -f repaint; end
function tide_next --on-event fish_preexec; set -e tide_told; end
function tide_enter; commandline -f repaint; commandline -f execute; end
bind \\r tide_enter
function fish_title; echo at (prompt_pwd); end
`;

const starshipFish = `function fish_prompt
  set -g STARSHIP_PIPED $pipestatus
  set -g STARSHIP_STATUS $status
  printf '\\n%s took %s\\n%s❯%s ' (prompt_pwd) "$CMD_DURATION" (set_color green) (set_color normal)
end
function fish_right_prompt; printf '%s' "$STARSHIP_STATUS"; end
function fish_mode_prompt; printf '[I] '; end
function starship_after --on-event fish_postexec; set -g STARSHIP_LAST $argv; end
function starship_moved --on-variable PWD; set -g STARSHIP_PWD $PWD; end
`;

/** What a command must not be told apart by: each shell with the prompts that people have in it. */
export const promptStyles: readonly PromptStyle[] = [
  { title: "a plain prompt", shell: "bash" },
  {
    title: "two lines and a PROMPT_COMMAND that ends with an error",
    shell: "bash",
    files: {
      ".bashrc":
        "PS1='┌ \\u@\\h \\w\\n└ [$?] \\$ '\nPROMPT_COMMAND='x=$(date); history -a; false'\n",
    },
  },
  {
    title: "a list in PROMPT_COMMAND",
    shell: "bash",
    files: {
      ".bashrc": "PROMPT_COMMAND=('printf \"\\e]0;t\\a\"' 'PS1=\"[$?] \\w \\$ \"' false)\n",
    },
  },
  { title: "starship's way", shell: "bash", files: { ".bashrc": starshipBash }, shows: " took 1" },
  { title: "set -x", shell: "bash", files: { ".bashrc": "PS4='+ '\nset -x\n" } },
  { title: "a plain prompt", shell: "zsh" },
  { title: "starship's way", shell: "zsh", files: { ".zshrc": starshipZsh }, shows: " took 1" },
  { title: "powerlevel10k's way", shell: "zsh", files: { ".zshrc": powerlevel }, shows: "main" },
  { title: "set -x", shell: "zsh", files: { ".zshrc": "PS1=$'a\\nb %# ' PS4='+ '\nset -x\n" } },
  { title: "a plain prompt", shell: "fish" },
  { title: "starship's way", shell: "fish", files: fishConfig(starshipFish), shows: "[I]" },
  { title: "tide's way", shell: "fish", files: fishConfig(tide), shows: "main" },
  { title: "a plain prompt", shell: "dash" },
  {
    title: "two lines and set -x",
    shell: "dash",
    environment: { PS1: "[$?]\n$ ", PS4: "+ " },
    typed: ["set -x"],
  },
  { title: "a plain prompt", shell: "ash" },
  {
    title: "two lines and set -x",
    shell: "ash",
    environment: { PS1: "[$?]\n$ ", PS4: "+ " },
    typed: ["set -x"],
  },
];
