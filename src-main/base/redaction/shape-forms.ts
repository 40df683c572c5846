import type { SecretForm } from "./secret-form.ts";

/** Secrets that are known by their whole shape: keys in frames, signed tokens, hashes of passwords. */
export const shapeForms: readonly SecretForm[] = [
  {
    name: "private key in its frame",
    hints: ["private key"],
    pattern:
      /(?<=-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)[\s\S]{1,100000}?(?=-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)/g,
  },
  {
    name: "private key cut off at its end",
    hints: ["private key"],
    pattern:
      /(?<=-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?![\s\S]{0,100000}-----END )(?:(?:\s|\\[nr]){0,8}(?:[A-Za-z0-9+/=]{20,}|(?:Proc-Type|DEK-Info|Version|Comment): [^\n]{0,100})){1,2000}(?:(?:\s|\\[nr]){0,4}[A-Za-z0-9+/]{1,19}={1,2})?/g,
  },
  {
    name: "private key cut off at its beginning",
    hints: ["private key"],
    pattern:
      /(?:(?:^|(?<=\n))[ \t]{0,40}[A-Za-z0-9+/=]{16,100}\r?\n){1,2000}(?=[ \t]{0,40}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)/g,
  },
  {
    name: "PuTTY key",
    hints: ["private-lines:"],
    pattern:
      /(?<=Private-Lines: \d{1,4}\r?\n)[A-Za-z0-9+/=]{1,80}(?=\r?\n|$)(?:\r?\n[A-Za-z0-9+/=]{1,80}(?=\r?\n|$)){0,200}/g,
  },
  {
    name: "signed token (JWT)",
    hints: ["eyj"],
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.(?:[A-Za-z0-9_-]*\.){1,3}[A-Za-z0-9_-]{4,}|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.?/g,
  },
  {
    name: "hash of a password as crypt writes it",
    hints: ["$"],
    pattern:
      /(?<![\w$])\$(?:1|2[abxy]?|5|6|7|y|gy|sha1|apr1|md5|P|H|8|9|14)\$[A-Za-z0-9./$=,*+-]{8,}|\$argon2(?:id|i|d)\$[A-Za-z0-9$=,+/.-]{20,}|\$(?:pbkdf2[\w-]*|scrypt|bcrypt-sha256)\$[A-Za-z0-9$=,+/.-]{20,}/g,
  },
  {
    name: "hash of a password as frameworks write it",
    hints: [
      "pbkdf2_",
      "bcrypt_",
      "scrypt:",
      "pbkdf2:",
      "{ssha",
      "scram-sha-256$",
      "{crypt}",
      "{sha",
    ],
    pattern:
      /(?:pbkdf2_sha\d+|bcrypt_sha256)\$[A-Za-z0-9$=+/.]{20,}|(?:scrypt|pbkdf2):[\w:]+\$[A-Za-z0-9]+\$[a-f0-9]{20,}|\{(?:SSHA\d*|SHA\d*|SMD5|CRYPT)\}[A-Za-z0-9+/=.$]{16,}|SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=$:]{20,}/g,
  },
  {
    name: "line of the shadow file",
    hints: [":"],
    pattern: /(?<=^[ \t]{0,40}[a-z_][\w.-]{0,31}\$?:!{0,2})[A-Za-z0-9./]{13}(?=:\d*:\d*:\d*:)/gm,
  },
];
