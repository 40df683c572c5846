/** Passwords and passphrases, sudo's and ssh's included, in common languages. */
const secretQuestions: readonly RegExp[] = [
  /(?:password|passwort|passphrase|passcode|passwd|mot de passe|contraseña|senha|wachtwoord|hasło|пароль|密码|密碼|パスワード|암호|\bPIN\b|verification code|one-time password|OTP)[^\n]{0,120}[:：]\s*$/i,
  /^\[sudo[^\]]*\][^\n]*$/i,
];

/** Questions that only a person can answer, as programs end their output with them. */
const questions: readonly RegExp[] = [
  ...secretQuestions,
  // Yes or no.
  /[([](?:y(?:es)?\/n(?:o)?(?:\/[^)\]]{1,40})?|n\/y|j\/n|o\/n|s\/n)[)\]]\s*[?:.]?\s*$/i,
  /\((?:yes\/no(?:\/\[fingerprint\])?)\)\?\s*$/i,
  // Pagers and stops.
  /^--\s?more\s?--.*$/i,
  /^\(END\)\s*$/,
  /^(?:press|hit) (?:any key|enter|return)[^\n]*$/i,
  /^lines \d+-\d+[^\n]*$/i,
];

/** Whether output that has stopped ends in a question for a person. A guess, and named as one where it is shown. */
export function waitsForPerson(output: string): boolean {
  return endsIn(output, questions);
}

/** Whether output ends in a question for a password, a passphrase or a code. As good as a guess can be. */
export function waitsForSecret(output: string): boolean {
  return endsIn(output, secretQuestions);
}

function endsIn(output: string, known: readonly RegExp[]): boolean {
  if (output.endsWith("\n")) return false;
  const line = output.slice(output.lastIndexOf("\n") + 1).trimEnd();
  return line !== "" && known.some((question) => question.test(line));
}
