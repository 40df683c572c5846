import type { RecordedPrompts } from "./recorded-prompt.ts";

/** How programs ask that run a command as somebody else. */
export const sudoPrompts: readonly RecordedPrompts[] = [
  {
    program: "sudo",
    kind: "password",
    sources: [
      {
        kind: "catalogue",
        repository: "sudo-project/sudo",
        path: "plugins/sudoers/po/{language}.po",
        messages: ["[sudo] password for %p: "],
      },
    ],
    texts: {
      ast: ["[sudo] contraseña de {user}: "],
      ca: ["[sudo] contrasenya per a {user}: "],
      cs: ["[sudo] heslo pro {user}: "],
      da: ["[sudo] adgangskode for {user}: "],
      de: ["[sudo] Passwort für {user}: "],
      en: ["[sudo] password for {user}: "],
      eo: ["[sudo] pasvorto por {user}: "],
      es: ["[sudo] contraseña para {user}: "],
      fa: ["[sudo] گذرواژهٔ {user}: "],
      fi: ["[sudo] {user}-käyttäjän salasana: "],
      fr: ["[sudo] Mot de passe de {user}\u00a0: "],
      fur: ["[sudo] password par {user}: "],
      hr: ["[sudo] lozinka za {user}: "],
      hu: ["[sudo] {user} jelszava: "],
      id: ["[sudo] kata sandi untuk {user}: "],
      it: ["[sudo] password di {user}: "],
      ja: ["[sudo] {user} のパスワード:"],
      ka: ["[sudo] პაროლი მომხმარებლისთვის {user}: "],
      ko: ["[sudo] {user} 암호: "],
      nb: ["[sudo] passord for {user}: "],
      nl: ["[sudo] wachtwoord voor {user}: "],
      pl: ["[sudo] hasło użytkownika {user}: "],
      pt: ["[sudo] senha para {user}: "],
      pt_BR: ["[sudo] senha para {user}: "],
      ro: ["[sudo] parola pentru {user}: "],
      ru: ["[sudo] пароль для {user}: "],
      sk: ["[sudo] heslo pre používateľa {user}: "],
      sr: ["[судо] лозинка за корисника {user}: "],
      sv: ["[sudo] lösenord för {user}: "],
      uk: ["[sudo] пароль до {user}: "],
      vi: ["[sudo] mật khẩu dành cho {user}: "],
      zh_CN: ["[sudo] {user} 的密码："],
      zh_TW: ["[sudo] {user} 的密碼："],
    },
  },
  {
    program: "sudo-rs",
    kind: "password",
    sources: [
      { kind: "code", repository: "trifectatechfoundation/sudo-rs", path: "src/pam/converse.rs" },
      {
        kind: "catalogue",
        repository: "trifectatechfoundation/sudo-rs",
        path: "po/{language}.po",
        messages: ["authenticate"],
      },
      {
        kind: "catalogue",
        repository: "linux-pam/linux-pam",
        path: "po/{language}.po",
        messages: ["Password: "],
      },
    ],
    texts: {
      de: ["[sudo: authentifizieren] Passwort: "],
      en: ["[sudo: authenticate] Password: ", "[sudo: {any}] Password: "],
      es: ["[sudo: autentificar] Contraseña: "],
      fr: ["[sudo: authenticate] Mot de passe : "],
      nl: ["[sudo: authenticatie] Wachtwoord: "],
      pl: ["[sudo: uwierzytelnij] Hasło: "],
      ro: ["[sudo: authenticate] Parola: "],
      zh_CN: ["[sudo: 验证] 密码： "],
    },
  },
  {
    program: "sudo-rs",
    kind: "password",
    sources: [{ kind: "report", url: "https://github.com/mitogen-hq/mitogen/issues/1518" }],
    texts: {
      zh_CN: ["[sudo: authenticate] 密码： "],
    },
  },
  {
    program: "sudo of Kylin",
    kind: "password",
    sources: [{ kind: "report", url: "https://github.com/chaterm/Chaterm/issues/1471" }],
    texts: {
      zh_CN: ["输入密码", "请输入密码"],
    },
  },
  {
    program: "doas",
    kind: "password",
    sources: [
      {
        kind: "code",
        repository: "Duncaen/OpenDoas",
        path: "pam.c",
        messages: ["\\rdoas (%.32s@%.32s) password: "],
      },
      {
        kind: "code",
        repository: "Duncaen/OpenDoas",
        path: "shadow.c",
        messages: ["\\rdoas (%.32s@%.32s) password: "],
      },
    ],
    texts: {
      en: ["doas ({user}@{host}) password: "],
    },
  },
];
