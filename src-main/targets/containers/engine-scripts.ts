import type { ContainerPlace, EngineContext, EngineName } from "../../../shared/contract/hosts.ts";
import { shellWord } from "../files/shell-word.ts";

/** How the scripts here end when it was not the engine that said no. */
export const engineEnds = { missing: 70, recreated: 71, gone: 72, notRunning: 73 } as const;

/** What the lines of a script begin with that are for us: login scripts of the host may print others. */
export const linePrefix = "fairlead";

/** Which engine, and as whom in the container; an empty user is the container's own. */
export type ContainerWay = Pick<ContainerPlace, "engine" | "context" | "id"> & { user: string };

/**
 * POSIX sh text that leaves the engine's command in `$fl_engine` or ends. An ssh exec request seldom has the PATH of a
 * login, nor the runtime folder where rootless engines are found. A docker that is podman under another name is no docker.
 */
function findEngine(engine: EngineName): string {
  const isDocker = engine === "docker";
  return `fl_engine=$(command -v ${engine} 2>/dev/null)
if [ -z "$fl_engine" ]; then
for fl_dir in /usr/bin /usr/local/bin /snap/bin /opt/homebrew/bin /opt/podman/bin "$HOME/.docker/bin" "$HOME/.rd/bin" "$HOME/bin" "$HOME/.local/bin"; do
if [ -x "$fl_dir/${engine}" ]; then fl_engine=$fl_dir/${engine}; break; fi
done
fi
[ -n "$fl_engine" ] || exit ${engineEnds.missing}
${isDocker ? `case $("$fl_engine" --version 2>/dev/null) in podman*) exit ${engineEnds.missing} ;; esac` : ""}
if [ -z "\${XDG_RUNTIME_DIR-}" ] && [ -d "/run/user/$(id -u)" ]; then XDG_RUNTIME_DIR=/run/user/$(id -u); export XDG_RUNTIME_DIR; fi
`;
}

/** A named context by its name; the default one by its endpoint, so that a later DOCKER_HOST does not lead elsewhere. */
function engineFlags(context: EngineContext | null): string {
  if (context === null) return "";
  if (context.name !== "default") return ` --context=${shellWord(context.name)}`;
  return context.endpoint === "" ? "" : ` --host=${shellWord(context.endpoint)}`;
}

/** Prints a line for each context and each running container, fields parted by tabs. */
export function listScript(engine: EngineName, contextName: string | null): string {
  const fields = (...names: string[]) => names.map((name) => `{{.${name}}}`).join("\\t");
  const contexts = `"$fl_engine" context ls --format "$(printf '${linePrefix}\\tcontext\\t${fields("Name", "DockerEndpoint", "Current")}')" 2>/dev/null`;
  const flags = contextName === null ? "" : ` --context=${shellWord(contextName)}`;
  return `${findEngine(engine)}${engine === "docker" ? contexts : ":"}
exec "$fl_engine"${flags} ps --no-trunc --format "$(printf '${linePrefix}\\tcontainer\\t${fields("ID", "Names", "CreatedAt", "Status", "Image")}')"
`;
}

const withEngine = ({ engine, context }: Pick<ContainerWay, "engine" | "context">) =>
  `${findEngine(engine)}fl_call() { "$fl_engine"${engineFlags(context)} "$@"; }
`;

/** Prints "fairlead state ID STATUS STARTED" of the very container, or says by its end that it is gone. */
const stateLine = ({ id, name }: { id: string; name: string }): string =>
  `fl_said=$(fl_call inspect --type container --format '${linePrefix} state {{.Id}} {{.State.Status}} {{.State.StartedAt}}' ${id} 2>&1) || {
case $fl_said in
*[Nn]"o such container"* | *[Nn]"o such object"*)
fl_call inspect --type container --format '{{.Id}}' ${shellWord(name)} >/dev/null 2>&1 && exit ${engineEnds.recreated}
exit ${engineEnds.gone} ;;
esac
printf '%s\\n' "$fl_said" >&2
exit 1
}
printf '%s\\n' "$fl_said"
`;

/** How the container stands; asks nothing inside it. */
export function stateScript(place: Pick<ContainerPlace, "engine" | "context" | "id" | "name">) {
  return `${withEngine(place)}${stateLine(place)}`;
}

/** How the container stands and, where it runs, "fairlead user NAME": as whom a shell runs in it. */
export function probeScript(way: ContainerWay & { name: string }): string {
  return `${withEngine(way)}${stateLine(way)}case $fl_said in *" running "*) ;; *) exit ${engineEnds.notRunning} ;; esac
fl_call exec${userFlag(way)} ${way.id} sh -c ${shellWord(whoAmI)}
`;
}

/** Busybox and bash alone have no id program, and root may have no name: then 0 is root all the same. */
const whoAmI = `u=$(id -un 2>/dev/null) || u=
if [ -z "$u" ]; then while read -r k v r; do case $k in Uid:) u=$v ;; esac; done </proc/self/status; fi
case $u in 0) u=root ;; esac
echo "${linePrefix} user $u"`;

/**
 * Runs a script in the container without a terminal. It goes there in the environment of the engine's command: neither the
 * process list nor the engine's log shows it, and no file holds it.
 */
export function execScript(way: ContainerWay, script: string): string {
  return `${withScript(way, script)}exec "$fl_engine"${engineFlags(way.context)} exec -i${userFlag(way)} -e FAIRLEAD_SCRIPT ${way.id} sh -c 'eval "$FAIRLEAD_SCRIPT"'
`;
}

/**
 * The same on a terminal. The script first prints "fairlead PID START", so that its process can be ended later: engines
 * leave it running when their command is gone.
 */
export function ptyScript(way: ContainerWay, script: string): string {
  const said = `unset FAIRLEAD_SCRIPT
read -r fl_stat </proc/$$/stat
set -- \${fl_stat##*) }
printf '${linePrefix} %s %s\\n' $$ "\${20}"
set --
unset fl_stat
${script}`;
  return `${withScript(way, said)}exec "$fl_engine"${engineFlags(way.context)} exec -it${userFlag(way)} --detach-keys=${detachKeys[way.engine]} -e TERM=xterm-256color -e FAIRLEAD_SCRIPT ${way.id} sh -c 'eval "$FAIRLEAD_SCRIPT"'
`;
}

/** Docker holds Ctrl+P back by default, and cannot do without such keys: a chord that nobody types then. */
const detachKeys = { docker: "'ctrl-],ctrl-^,ctrl-_,ctrl-]'", podman: "''" } as const;

const withScript = (way: ContainerWay, script: string): string =>
  `${findEngine(way.engine)}FAIRLEAD_SCRIPT=${shellWord(script)}
export FAIRLEAD_SCRIPT
`;

const userFlag = ({ user }: ContainerWay): string => (user === "" ? "" : ` -u ${shellWord(user)}`);

/**
 * Stays in the container as long as its input is open. It is told the shells that run there ("add PID START"); "end PID START"
 * hangs one up, "ping" is answered with "gone" where one of them is no more, the end of input hangs all up that are left.
 */
export const keeperScript = `unset FAIRLEAD_SCRIPT
fl_find() {
fl_start=$2 fl_pid=$1
read -r fl_stat 2>/dev/null </proc/$1/stat || return 1
set -- \${fl_stat##*) }
fl_front=$6
[ "\${20}" = "$fl_start" ]
}
fl_hang_up() {
fl_find "$1" "$2" || return 0
[ "$fl_front" = -1 ] || kill -HUP -- -"$fl_front" 2>/dev/null
kill -HUP "$fl_pid" 2>/dev/null
kill -CONT "$fl_pid" 2>/dev/null
}
fl_all=
while read -r fl_do fl_one fl_at; do
case $fl_do in
add) fl_all="$fl_all $fl_one/$fl_at" ;;
end)
fl_hang_up "$fl_one" "$fl_at"
fl_left=
for fl_each in $fl_all; do [ "$fl_each" = "$fl_one/$fl_at" ] || fl_left="$fl_left $fl_each"; done
fl_all=$fl_left ;;
ping)
fl_word=pong
for fl_each in $fl_all; do fl_find "\${fl_each%/*}" "\${fl_each#*/}" || fl_word=gone; done
echo $fl_word ;;
esac
done
for fl_each in $fl_all; do fl_hang_up "\${fl_each%/*}" "\${fl_each#*/}"; done
`;
