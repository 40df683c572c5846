import { isWellKnown } from "./well-known-variables.ts";

/** Variables that a command may be given for itself: they change how its output looks, and nothing else. */
const harmlessForOne = new Set(
  "LC_ALL LANG LANGUAGE TZ COLUMNS LINES NO_COLOR TERM CLICOLOR CLICOLOR_FORCE FORCE_COLOR COLORTERM BLOCKSIZE BLOCK_SIZE TIME_STYLE LS_COLORS GREP_COLORS GREP_COLOR QUOTING_STYLE SYSTEMD_COLORS SYSTEMD_URLIFY DF_BLOCK_SIZE DU_BLOCK_SIZE DEBIAN_FRONTEND PS_FORMAT PS_PERSONALITY".split(
    " ",
  ),
);

/** Whether VAR=value before a command changes nothing but how its output looks. */
export const isHarmlessForOne = (name: string): boolean =>
  harmlessForOne.has(name) || /^LC_[A-Z]+$/.test(name);

/** Whether VAR=value before this very command does so. IFS says where `read` splits, and nothing to any other program. */
export const isHarmlessFor = (command: string, name: string): boolean =>
  isHarmlessForOne(name) || (name === "IFS" && /^(read|mapfile|readarray)$/.test(command));

const risky =
  /^(PATH|IFS|ENV|BASH_.*|PROMPT_COMMAND|PS[0-4]|RPS\d?|RPROMPT|PROMPT\d?|SHELLOPTS|BASHOPTS|CDPATH|GLOBIGNORE|FUNCNEST|TMOUT|HIST.*|FCEDIT|FIGNORE|MAIL.*|OPT(ARG|IND|ERR)|REPLY|ZDOTDIR|FPATH|MANPATH|MODULE_PATH|NULLCMD|READNULLCMD|WORDCHARS|INPUTRC|EXECIGNORE|COMP_.*|COMPREPLY|DIRSTACK|GROUPS|TIMEFORMAT|TIMEFMT|LD_.*|DYLD_.*|GCONV_PATH|LOCPATH|NLSPATH|MALLOC_.*|GLIBC_.*|HOSTALIASES|RES_OPTIONS|LOCALDOMAIN|TERMINFO.*|TERMCAP|LESS.*|MORE|MOST.*|MAN.*|BROWSER|VISUAL|GIT_.*|SSH_.*|SUDO_.*|DOAS_.*|PYTHON.*|PERL.*|RUBY.*|NODE_.*|NPM_.*|JAVA_.*|_JAVA_OPTIONS|JDK_.*|CLASSPATH|LUA_.*|PHP.*|TCL.*|R_.*|GO[A-Z]+|CARGO.*|RUST.*|CC|CXX|CFLAGS|MAKE.*|AWK.*|GAWK.*|POSIX.*|TAR_OPTIONS|GZIP|ZSTD_.*|XZ_.*|BZIP2?|UNZIP.*|ZIP.*|GREP_OPTIONS|RIPGREP_.*|FZF_.*|BAT_.*|WGETRC|CURL_.*|DOCKER_.*|KUBE.*|HELM_.*|AWS_.*|AZURE_.*|GOOGLE_.*|CLOUDSDK_.*|ANSIBLE_.*|TF_.*|VAULT_.*|CONSUL_.*|NOMAD_.*|PG[A-Z]+|PSQL.*|MYSQL_.*|MONGO.*|REDIS.*|SYSTEMD_.*|DBUS_.*|XDG_.*|DISPLAY|XAUTHORITY|WAYLAND_.*|NOTIFY_SOCKET|LISTEN_.*|TMPDIR|TMP|TEMP|MC_.*|SCREENRC|TMUX.*|RSYNC_.*|CVS.*|SVN_.*|HG.*|OPENSSL_.*|SSL_.*|GNUPGHOME|GPG_.*|.*_?(PATH|PRELOAD|OPTS?|OPTIONS|FLAGS|ARGS|EDITOR|PAGER|PROXY|CONFIG|CMD|COMMAND|HOME|SHELL|LIBRARY|PLUGINS?|RC|ASKPASS|INIT|STARTUP|HOOKS?)|(https?|ftp|all|no|rsync)_proxy|path|fpath|cdpath|manpath|module_path|mailpath|fignore|prompt\d?|psvar|argv|status|pipestatus|signals|options|aliases|galiases|saliases|functions|commands|builtins|reswords|parameters|dirstack|nameddirs|userdirs|watch|histchars|zsh_.*|precmd.*|preexec.*|chpwd.*|periodic.*|_)$/;

/** Whether changing the variable in the shell changes what later commands run, or how. */
export const isRisky = (name: string): boolean =>
  risky.test(name) ||
  isWellKnown(name) ||
  !/^[A-Za-z_]\w*$/.test(name) ||
  (/^LC_|^LANG/.test(name) === false && name.startsWith("__fl"));

/** Text that an arithmetic expression would run when the variable is used in one. */
export const runsInArithmetic = (value: string): boolean => /\[[\s\S]*(\$|`|\[)/.test(value);
