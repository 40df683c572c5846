/** Questions for passwords and passphrases, sudo's and ssh's included, in common languages, as a line ends in them. */
export const secretQuestions: readonly RegExp[] = [
  /(?:password|passwort|passphrase|passcode|passwd|mot de passe|contraseña|senha|wachtwoord|hasło|пароль|密码|密碼|パスワード|암호|\bPIN\b|verification code|one-time password|OTP)[^\n]{0,120}[:：]\s*$/i,
  /^\[sudo[^\]]*\][^\n]*$/i,
];

/** Whether output ends in a question for a password, a passphrase or a code. As good as a guess can be. */
export const waitsForSecret = (output: string): boolean => endsIn(output, secretQuestions);

/** Whether the last line of an output, where it is not ended, is one of these questions. */
export function endsIn(output: string, known: readonly RegExp[]): boolean {
  if (output.endsWith("\n")) return false;
  const line = output.slice(output.lastIndexOf("\n") + 1).trimEnd();
  return line !== "" && known.some((question) => question.test(line));
}
