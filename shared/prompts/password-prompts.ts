import type { RecordedPrompts } from "./recorded-prompt.ts";

/** How programs ask for a password or a code. */
export const passwordPrompts: readonly RecordedPrompts[] = [
  {
    program: "ssh",
    kind: "password",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "sshconnect2.c" }],
    texts: {
      en: [
        "{user}@{host}'s password: ",
        "({user}@{host}) Password: ",
        "Enter {user}@{host}'s old password: ",
        "Enter {user}@{host}'s new password: ",
        "Retype {user}@{host}'s new password: ",
      ],
    },
  },
  {
    program: "ssh",
    kind: "code",
    sources: [
      {
        kind: "code",
        repository: "openssh/openssh-portable",
        path: "sshconnect2.c",
        messages: ["Enter PIN for %s key %s: "],
      },
    ],
    texts: {
      en: ["Enter PIN for {any} key {path}: "],
    },
  },
  {
    program: "ssh",
    kind: "code",
    sources: [
      {
        kind: "code",
        repository: "openssh/openssh-portable",
        path: "ssh-pkcs11.c",
        messages: ["Enter PIN for '%s': "],
      },
    ],
    texts: {
      en: ["Enter PIN for '{any}': "],
    },
  },
  {
    program: "ssh-add",
    kind: "code",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "ssh-add.c" }],
    texts: {
      en: ["Enter PIN for authenticator: "],
    },
  },
  {
    program: "ssh-agent",
    kind: "code",
    sources: [
      {
        kind: "code",
        repository: "openssh/openssh-portable",
        path: "ssh-agent.c",
        messages: ["Enter PIN%sfor %s key %s: "],
      },
    ],
    texts: {
      en: ["Enter PIN and confirm user presence for {any} key {path}: "],
    },
  },
  {
    program: "google-authenticator",
    kind: "code",
    sources: [
      {
        kind: "code",
        repository: "google/google-authenticator-libpam",
        path: "src/pam_google_authenticator.c",
      },
    ],
    texts: {
      en: ["Verification code: ", "Password & verification code: "],
    },
  },
  {
    program: "ansible",
    kind: "password",
    sources: [{ kind: "code", repository: "ansible/ansible", path: "lib/ansible/cli/__init__.py" }],
    texts: {
      en: [
        "Vault password: ",
        "Vault password ({any}): ",
        "New Vault password: ",
        "Confirm New Vault password: ",
        "BECOME password: ",
        "BECOME password[defaults to SSH password]: ",
        "SSH password: ",
      ],
    },
  },
  {
    program: "git",
    kind: "password",
    sources: [
      { kind: "code", repository: "git/git", path: "credential.c", messages: ["%s for '%s': "] },
    ],
    texts: {
      en: ["Password for '{any}': "],
    },
  },
  {
    program: "psql",
    kind: "password",
    sources: [
      {
        kind: "code",
        repository: "postgres/postgres",
        path: "src/bin/psql/startup.c",
        messages: ["Password for user %s: "],
      },
    ],
    texts: {
      en: ["Password for user {user}: "],
    },
  },
  {
    program: "mysql",
    kind: "password",
    sources: [{ kind: "code", repository: "MariaDB/server", path: "mysys/get_password.c" }],
    texts: {
      en: ["Enter password: "],
    },
  },
  {
    program: "kinit",
    kind: "password",
    sources: [
      {
        kind: "code",
        repository: "krb5/krb5",
        path: "src/lib/krb5/krb/gic_pwd.c",
        messages: ["Password for %s"],
      },
    ],
    texts: {
      en: ["Password for {user}@{host}: ", "Enter new password: ", "Enter it again: "],
    },
  },
  {
    program: "kadmin",
    kind: "password",
    sources: [
      {
        kind: "code",
        repository: "krb5/krb5",
        path: "src/kadmin/cli/kadmin.c",
        messages: ['Enter password for principal \\"%s\\"'],
      },
    ],
    texts: {
      en: ['Enter password for principal "{any}": '],
    },
  },
  {
    program: "sulogin",
    kind: "password",
    sources: [{ kind: "code", repository: "util-linux/util-linux", path: "login-utils/sulogin.c" }],
    texts: {
      en: ["Enter root password for login: "],
    },
  },
  {
    program: "docker",
    kind: "password",
    sources: [{ kind: "code", repository: "docker/cli", path: "cli/command/registry.go" }],
    texts: {
      en: ["Password: "],
    },
  },
  {
    program: "pip",
    kind: "password",
    sources: [{ kind: "code", repository: "pypa/pip", path: "src/pip/_internal/network/auth.py" }],
    texts: {
      en: ["Password: "],
    },
  },
  {
    program: "npm",
    kind: "password",
    sources: [{ kind: "code", repository: "npm/cli", path: "lib/utils/read-user-info.js" }],
    texts: {
      en: ["npm password: "],
    },
  },
  {
    program: "npm",
    kind: "code",
    sources: [{ kind: "code", repository: "npm/cli", path: "lib/utils/read-user-info.js" }],
    texts: {
      en: ["Enter OTP: "],
    },
  },
  {
    program: "npm",
    kind: "code",
    sources: [{ kind: "code", repository: "npm/cli", path: "lib/commands/profile.js" }],
    texts: {
      en: ["Enter one-time password: "],
    },
  },
  {
    program: "redis-cli",
    kind: "password",
    sources: [{ kind: "code", repository: "redis/redis", path: "src/redis-cli.c" }],
    texts: {
      en: ["Please input password: "],
    },
  },
  {
    program: "mongosh",
    kind: "password",
    sources: [
      { kind: "code", repository: "mongodb-js/mongosh", path: "packages/cli-repl/src/cli-repl.ts" },
    ],
    texts: {
      en: ["Enter password: "],
    },
  },
];
