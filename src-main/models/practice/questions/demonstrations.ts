import { linesOf, type PracticeQuestion } from "../question.ts";

const show = "show|demo\\w*|practi[cs]e|try|see|zeig\\w*|probier\\w*|muestra\\w*|montre\\w*";

/** What a password prompt looks like, and who is told what: nothing that is typed is kept. */
export const passwordPrompt: PracticeQuestion = {
  about: "a password prompt, to see how one is shown",
  example: "Show me a password prompt",
  decides: new RegExp(
    `\\b(?:${show})\\b.*\\b(?:passwords?|passphrases?|passwort\\w*|contrasena|mot de passe)\\b`,
  ),
  helps: /.*/,
  propose: () => ({
    command:
      'sh -c \'printf "%s: " Password; stty -echo 2>/dev/null; read -r word; stty echo 2>/dev/null; echo; echo "$' +
      "{#word} characters\"'",
    reason: "Asks for a password that nobody checks and nobody keeps. Type anything in the pane.",
  }),
  meanwhile: {
    "needs-input":
      "The program waits for a password, and that is all I was told. Type anything in the pane: it goes to the program and to nobody else.",
  },
  answer: (output) => {
    const typed = /(\d+) characters/.exec(output)?.[1];
    if (typed === undefined) return null;
    return `The program got **${typed} characters**. I was told that it waited for a password, and never what was typed: it is in no record, no recording and no audit.`;
  },
};

/** A program that has the whole screen. */
export const fullScreen: PracticeQuestion = {
  about: "a program that takes the whole screen",
  example: "Show me a full-screen program",
  decides: new RegExp(
    `\\b(?:${show})\\b.*\\b(?:full.?screen|pagers?|editors?|vollbild\\w*|pantalla completa|plein ecran)\\b`,
  ),
  helps: /.*/,
  propose: () => ({
    command: "less /etc/passwd || more /etc/passwd",
    reason: "Opens a file in a pager, which waits for keys. Press q in the pane to leave it.",
  }),
  meanwhile: {
    "needs-input":
      "The pager has the screen and waits for keys, which are yours to press: q leaves it. The pane and this chat say so for as long as it lasts.",
  },
  answer: () =>
    "You left the pager, and the command has ended. Pagers that a command opens by itself, as `git log` and `man` do, are switched off for my commands: their output simply comes.",
};

const mostSeconds = 600;

/** A command that takes its time: the chat stays free, and its end comes by itself. */
export const longCommand: PracticeQuestion = {
  about: "a command that takes long",
  example: "Show me a long command",
  decides: new RegExp(
    `\\b(?:${show}|start\\w*|run)\\b.*\\b(?:long|slow|lang\\w*|largo|longue?)\\b.*\\b(?:commands?|jobs?|runs?|tasks?|befehl\\w*|kommando\\w*|comando|commande)\\b`,
  ),
  helps: /.*/,
  propose: (text) => {
    const wanted = Number(/(\d+) ?s/.exec(text)?.[1] ?? 30);
    const seconds = Math.max(1, Math.min(mostSeconds, wanted));
    return {
      command: `sh -c 'i=0; while [ $i -lt ${seconds} ]; do i=$((i+1)); echo "step $i of ${seconds}"; sleep 1; done'`,
      reason: `Counts for ${seconds} seconds. I look after 5 seconds and do not wait for the end.`,
      wait: "5s",
    };
  },
  meanwhile: {
    running:
      "It goes on, and nothing ends it. The chat is free meanwhile: ask something else, `/ps` lists what runs, `/kill` ends it. When it ends I hear of it and say so.",
  },
  answer: (output) => {
    const last = linesOf(output).findLast((line) => /^step \d+ of \d+$/.test(line));
    return last === undefined ? null : `It has ended: **${last}**.`;
  },
};

/** Whose keyboard it is: a half-typed line is not touched. */
export const whoseKeyboard: PracticeQuestion = {
  about: "who has the keyboard",
  example: "Who has the keyboard?",
  decides: /\b(?:keyboard|tastatur|teclado|clavier|half.?typed|typ(?:e|ing) at the same time)\b/,
  helps: /.*/,
  propose: () => ({
    command: "echo 'the line was yours first'",
    reason:
      "Type a few letters in the pane and leave them there, then approve: the command waits until your line is entered or cleared.",
    wait: "15s",
  }),
  meanwhile: {
    waiting:
      "I wait: the line in the pane is yours, and the pane's header says why. Enter it or clear it (Ctrl+U), and the command goes out by itself.",
  },
  answer: (output) =>
    output.includes("yours first")
      ? "The command went out when the line was free. A key of yours takes the pane at any time, also while a command of mine runs; the header says who has it."
      : null,
};
