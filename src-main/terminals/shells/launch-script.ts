import { bashRc } from "./bash.ts";
import { fishInit } from "./fish.ts";
import { posixRc } from "./posix.ts";
import { zshEnv } from "./zsh.ts";

/** What a shell is started with. */
export type Launch = {
  /** Marks of this terminal carry it; whoever prints marks without it is only printing. Letters and digits. */
  nonce: string;
  /** Load what a login shell loads (ssh, tmux), or what an interactive shell inside a session does. */
  login: boolean;
  /** Absolute path of a shell to start instead of the login shell. */
  shell?: string;
  /** There is no login here (a container): the best shell that is found is started. */
  noLogin?: boolean;
};

/**
 * POSIX sh text that becomes the person's login shell with Fairlead's marks, for `Target.openPty` and for a tmux pane.
 * Nothing is typed, no file of the person is changed, the environment of programs stays as it was. A shell that Fairlead
 * has no marks for is started as it is and says so in an I mark.
 */
export function launchScript(launch: Launch): string {
  const flags = launch.login ? "-il" : "-i";
  return `${chooseShell(launch)}
case $TERM in xterm* | tmux*) COLORTERM=truecolor; export COLORTERM ;; esac
case $fl_kind in
bash)
exec 9<<'__FAIRLEAD_BASH'
${bashRc(launch.nonce, launch.login)}__FAIRLEAD_BASH
if [ -r /dev/fd/9 ]; then exec "$fl_shell" --rcfile /dev/fd/9 -i; fi
exec 9<&- ;;
zsh)
fl_folder=$(umask 077; mktemp -d "\${TMPDIR:-/tmp}/fairlead.XXXXXXXXXX" 2>/dev/null) || fl_folder=
if [ -n "$fl_folder" ]; then
cat >"$fl_folder/.zshenv" <<'__FAIRLEAD_ZSH'
${zshEnv(launch.nonce)}__FAIRLEAD_ZSH
if [ -n "\${ZDOTDIR+x}" ]; then __FAIRLEAD_ZDOTDIR=$ZDOTDIR; export __FAIRLEAD_ZDOTDIR; fi
ZDOTDIR=$fl_folder
export ZDOTDIR
exec "$fl_shell" ${flags}
fi ;;
fish)
__fairlead_rc=$(cat <<'__FAIRLEAD_FISH'
${fishInit(launch.nonce)}__FAIRLEAD_FISH
)
export __fairlead_rc
exec "$fl_shell" ${flags} -C 'eval $__fairlead_rc' ;;
dash | ash)
if [ -n "\${ENV+x}" ]; then __fairlead_env=$ENV; export __fairlead_env; fi
if env | grep -q ^PS1=; then __fairlead_ps1=$PS1; export __fairlead_ps1; unset PS1; fi
case $fl_kind in
dash)
exec 9<<'__FAIRLEAD_DASH'
${posixRc(launch.nonce, launch.login, "dash")}__FAIRLEAD_DASH
;;
ash)
exec 9<<'__FAIRLEAD_ASH'
${posixRc(launch.nonce, launch.login, "ash")}__FAIRLEAD_ASH
;;
esac
if [ -r /dev/fd/9 ]; then ENV=/dev/fd/9; export ENV; exec "$fl_shell" -i; fi
exec 9<&- ;;
esac
printf '\\033]133;I;fl=${launch.nonce};s=unknown\\007'
exec "$fl_shell" ${flags}
`;
}

/** Sets fl_shell to the shell's path and fl_kind to what it really is. */
function chooseShell({ noLogin, shell }: Launch): string {
  return `fl_shell=${shell === undefined ? `\${SHELL-}` : quoted(shell)}
${noLogin === true ? onlyChosen : ""}if ! [ -x "$fl_shell" ]; then
for fl_kind in bash zsh fish sh; do fl_shell=$(command -v $fl_kind) && break; done
fi
fl_kind=$fl_shell
case \${fl_shell##*/} in sh)
fl_kind=$(readlink -f "$fl_shell" 2>/dev/null) || fl_kind=$fl_shell
case \${fl_kind##*/} in sh) case $("$fl_shell" --help 2>&1 </dev/null) in *BusyBox*) fl_kind=ash ;; esac ;; esac ;;
esac
case \${fl_kind##*/} in
bash | bash[-0-9]*) fl_kind=bash; case \${fl_shell##*/} in sh) fl_kind=unknown ;; esac ;;
zsh | zsh[-0-9]*) fl_kind=zsh ;;
fish) fl_kind=fish ;;
dash) fl_kind=dash ;;
ash | busybox*) fl_kind=ash ;;
*) fl_kind=unknown ;;
esac`;
}

/** A bash that is called sh sets SHELL by itself, to sh or nologin: only what an image can mean by it counts. */
const onlyChosen = `case \${fl_shell##*/} in bash | zsh | fish | dash | ash) ;; *) fl_shell= ;; esac
`;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
