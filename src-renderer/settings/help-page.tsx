import { Fragment } from "react";
import { slashCommands } from "../../shared/slash/commands.ts";
import { openDialog } from "../app/frame-store.ts";
import { useActions } from "../control/shortcuts.ts";
import { modeOptions, presetOptions } from "../policy/mode-words.ts";
import { Keys } from "../ui/keys.tsx";

/** How it works, in short: the way from a question to an answer, the safety model, the shortcuts. */
export function HelpPage() {
  const { actions } = useActions();
  return (
    <>
      <h3>How to</h3>
      <ol className="help-list">
        <li>Add a host, or use this computer. A double click or Enter opens its terminal.</li>
        <li>
          A host’s menu has “Open a container…”: it lists what docker and podman run there and opens
          a shell in one.
        </li>
        <li>Ask in the chat. The agent acts in the terminal you used last.</li>
        <li>
          Read the command it proposes. Approve it, edit it, or deny it with a comment that it gets
          to read.
        </li>
        <li>Watch it run in your terminal. The answer quotes the output.</li>
      </ol>
      <h3>What keeps it safe</h3>
      <ul className="help-list">
        <li>
          What the agent wants is taken apart and judged by what it does. What is not surely
          harmless waits for you.
        </li>
        <li>
          The approved text is what is sent, to the target you approved. If the target changes
          before, the approval is void.
        </li>
        <li>Characters that hide are shown; a command that could arrive changed is refused.</li>
        <li>No answer is not a yes: an expired question counts as denied.</li>
        <li>
          Every proposal and every answer is written to the audit before anything happens. After a
          crash nothing runs twice.
        </li>
        <li>
          Passwords and keys stay in the keychain or vault. They never reach a model, the audit or
          this window.
        </li>
        <li>
          What a host prints cannot type for you: it reads no clipboard, opens no link by itself,
          and what it may cost this window is bounded. Settings → Approvals lets programs ask to put
          text on the clipboard.
        </li>
        <li>
          Your typing takes a terminal back from the agent at once. A half-typed line, copy mode or
          a program of yours makes it wait; the pane says why, and one click hands the keyboard
          back.
        </li>
      </ul>
      <h3>Long commands</h3>
      <p>
        Nothing is ended by a hidden timer. The agent is told how a command stands and may leave it;
        when it ends the chat says so and the agent goes on. You can write to it meanwhile. “Running
        commands” in the palette lists what runs, to look at and to end. After Stop the chat names
        what still runs, with TERM and KILL for just those processes.
      </p>
      <h3>Modes: how much runs without you</h3>
      <dl className="help-terms">
        {modeOptions.map(({ value, label, hint }) => (
          <Fragment key={value}>
            <dt>{label}</dt>
            <dd>{hint}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        The menu above the chat sets a mode for this conversation, a host, a tag or everywhere, for
        a while or until you take it back. The narrowest one that applies decides. What is denied
        stays denied in every mode.
      </p>
      <h3>Plans</h3>
      <p>
        For work of several steps the agent writes a plan; the line above the composer says where it
        is and opens to the steps. A plan runs nothing. A step ticks when its command ends well; any
        other end leaves it, or marks it “needs a look”. You can tick or skip a step, or abort the
        plan; the agent reads of it at its next step.
      </p>
      <h3>Commands in the chat</h3>
      <p>
        A slash lists them; Tab completes, Enter runs. Their answers are seen in this window only,
        and the agent never reads them. Up brings back what you wrote before.
      </p>
      <dl className="help-terms">
        {slashCommands.map(({ name, usage, words }) => (
          <Fragment key={name}>
            <dt>{`/${name} ${usage}`.trimEnd()}</dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        What begins with a space, with two slashes or with a path is sent to the agent as it is.
      </p>
      <h3>Tools: what the agent can use at all</h3>
      <p>
        The wrench above the chat lists every tool of the agent and switches it off or on for this
        conversation; a model's form does so for that model, the policy file for everybody. A tool
        that is off anywhere is not offered to the agent, and refused when it is called.
      </p>
      <h3>Presets: what each class of command gets</h3>
      <dl className="help-terms">
        {presetOptions.map(({ value, label, hint }) => (
          <Fragment key={value}>
            <dt>{label}</dt>
            <dd>{hint}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        A command only reads, changes something, needs privileges, destroys, or could not be judged.
        Of several parts the worst one counts. “Why” on an approval shows every part and the rule
        behind it;{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => openDialog({ kind: "settings", page: "policy" })}
        >
          the policy page
        </button>{" "}
        shows the whole table and judges a command that you try there.
      </p>
      <h3>Hosts behind hosts</h3>
      <p>
        In a host's settings, “Reached over” names the host to jump over; the way may be as long as
        you need. Each host on it asks its own questions, shows its own key and gets its own login.
        Forwarding your ssh-agent is off for every host until you switch it on under More; a
        terminal whose host can use it says “ssh-agent forwarded”.
      </p>
      <h3>tmux</h3>
      <p>
        “tmux sessions…” in a host's menu lists every session there. Attach one and its windows are
        tabs; a window with several panes is one panel, laid out by tmux, here and for everybody
        else. When others are attached the header says so, and “size” chooses whose screen decides.
        Closing asks whether to detach or to kill. The agent can list sessions and read panes there,
        and asks before it makes or shows one.
      </p>
      <h3>The web</h3>
      <p>
        The agent can fetch pages and search. You see the exact address, since what stands in it
        goes out; private networks and metadata services are refused.{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => openDialog({ kind: "settings", page: "web" })}
        >
          Web
        </button>{" "}
        lists domains that need no question, and such that are never fetched.
      </p>
      <h3>Programs that ask</h3>
      <p>
        When the agent's command waits for a password, a yes, a key or the end of a pager, its pane
        and the chat say so within two seconds, and call it a guess where it is one. Type the answer
        there, or press the button that is offered. “Fill … from the keychain” types a stored
        password and Enter into this one question; the agent, the records and the audit never get
        it, and nothing is sent where the program shows what is typed.
      </p>
      <p>
        Pagers are off for the agent's commands (PAGER and the like say “cat” while one runs, in
        bash, zsh and fish) and as you have them for yours.
      </p>
      <h3>The model's context, costs and limits</h3>
      <p>
        Below the message stands how full the context is and what the conversation has cost, both
        estimates; a click shows of what, and sums up. Before it is full, older outputs are sent as
        references, then earlier messages as a summary. Everything stays here; the chat shows where
        the model is sent less. At a limit the agent stops, and “Go on” gives it as much again.{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => openDialog({ kind: "settings", page: "turns" })}
        >
          The agent
        </button>{" "}
        has the limits and your own instructions; a model's form has its size and its price.
      </p>
      <h3>Production</h3>
      <p>
        A host with the tag or group “prod” or “production” has a red frame and the word PRODUCTION.
        Nothing runs there by itself, except pure reads where the policy file allows them. What
        destroys needs the host's name typed.
      </p>
      <h3>Untrusted text</h3>
      <p>
        What a command prints, a file or a web page may hold instructions for the agent. What it
        proposes after reading such text, and that does more than read, always asks; the approval
        says where the text came from.
      </p>
      <h3>Audit</h3>
      <p>
        Every proposal, decision, answer, start and end is written down before it happens, each line
        tied to the one before it. If it cannot be written, nothing runs.
      </p>
      <h3>Terminals</h3>
      <p>
        A shell in tmux survives a lost connection, a sleep and a restart of Fairlead, and its
        command keeps its record. While the line is down the header says “not attached” and when it
        is tried again. A shell that is gone is “lost”; only you start a new one in its place.
      </p>
      <p>
        Drag a tab to another group or to an edge; its menu (right button) moves, renames and
        splits. Names, groups, sizes and zoom come back at the next start. A shell outside tmux ends
        with Fairlead: its pane says so and offers a new one.
      </p>
      <p>
        Broadcast sends what you type to all panes you choose, as long as they are on the screen.
        They have a double frame and say so. The agent never broadcasts. Themes, font and colours of
        hosts are under{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => openDialog({ kind: "settings", page: "terminals" })}
        >
          Terminals
        </button>
        .
      </p>
      <p>
        Beside each command stands how it ended: a ring while it runs, a dot for exit code 0, a
        triangle for a failure. A click on it selects or copies what the command printed, or puts it
        into the chat for a question; you send it. Marks are there for shells that Fairlead started,
        as long as the lines are.
      </p>
      <p>
        Find searches the lines of a terminal, also with regular expressions. A right click or the
        menu key copies as text or as HTML. A paste of several lines asks first, and so does one
        with control characters, which are taken out.
      </p>
      <h3>Commands on record</h3>
      <p>
        “Commands that ran in this terminal…” in the palette and in a terminal’s menu lists yours
        and the agent’s, with exit code, duration, directory and all of the output. A command that
        your shell is not to remember is listed without its text. Older ones are summed up.
      </p>
      <h3>One command on many hosts</h3>
      <p>
        Choose hosts in the list with Ctrl or Shift and a click and press “Run on … hosts”, or ask
        the agent. One question names every host; with many hosts one goes first as a canary. Equal
        results are folded, what differs is marked. Stop begins no further host, a second stop ends
        what is under way. A command that asks something says so: run it again in a terminal there
        and answer. Results stand in a tab beside the terminals; “Runs on many hosts: results” in
        the palette keeps them.
      </p>
      <h3>Recordings</h3>
      <p>
        Settings, Recording says which hosts and tags are recorded; the palette records one
        terminal. A pane that is recorded says so in its header. “Recordings” in the palette
        searches and replays them, with who typed what, commands and approvals; passwords and known
        secrets are left out.
      </p>
      <h3>Windows and updates</h3>
      <p>
        In the desktop app “New window” opens another window on the same terminals, with its own
        conversation, layout and focus. Updates are off until you set a feed under Settings →
        Updates; then it tells you of a new version, fetches it when you say so and installs it when
        you quit. In a browser, open the link once more for another window.
      </p>
      <h3>Shortcuts</h3>
      <dl className="shortcuts">
        {actions
          .filter((action) => action.chord !== undefined)
          .map((action) => (
            <Fragment key={action.id}>
              <dt>{action.title}</dt>
              <dd>{action.chord && <Keys chord={action.chord} />}</dd>
            </Fragment>
          ))}
      </dl>
      <p>
        <button
          type="button"
          className="link-button"
          onClick={() => openDialog({ kind: "settings", page: "shortcuts" })}
        >
          Change shortcuts
        </button>
      </p>
      <p className="field-hint">
        In an approval: A approves (not where a name has to be typed), E edits, D denies with a
        comment, S denies and stops, Esc gives the focus back.
      </p>
    </>
  );
}
