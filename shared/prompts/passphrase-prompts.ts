import type { RecordedPrompts } from "./recorded-prompt.ts";

/** How programs ask for the passphrase of a key or a disk. */
export const passphrasePrompts: readonly RecordedPrompts[] = [
  {
    program: "ssh",
    kind: "passphrase",
    sources: [
      {
        kind: "code",
        repository: "openssh/openssh-portable",
        path: "sshconnect2.c",
        messages: ["Enter passphrase for key '%.100s': "],
      },
    ],
    texts: {
      en: ["Enter passphrase for key '{path}': "],
    },
  },
  {
    program: "ssh-add",
    kind: "passphrase",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "ssh-add.c" }],
    texts: {
      en: [
        "Enter passphrase for {path}: ",
        "Bad passphrase, try again for {path}: ",
        "Enter passphrase for {path} (will confirm each use): ",
        "Enter passphrase for PKCS#11: ",
        "Enter lock password: ",
      ],
    },
  },
  {
    program: "ssh-keygen",
    kind: "passphrase",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "ssh-keygen.c" }],
    texts: {
      en: [
        'Enter passphrase for "{path}" (empty for no passphrase): ',
        "Enter same passphrase again: ",
        "Enter old passphrase: ",
        "Enter new passphrase (empty for no passphrase): ",
        "Enter passphrase: ",
        'Enter passphrase for "{path}": ',
      ],
    },
  },
  {
    program: "ssh-keygen",
    kind: "passphrase",
    sources: [
      {
        kind: "package",
        package: "openssh-client",
        path: "usr/bin/ssh-keygen",
        messages: ["Enter passphrase (empty for no passphrase): "],
      },
    ],
    texts: {
      en: ["Enter passphrase (empty for no passphrase): "],
    },
  },
  {
    program: "openssl",
    kind: "passphrase",
    sources: [{ kind: "code", repository: "openssl/openssl", path: "crypto/ui/ui_lib.c" }],
    texts: {
      en: ["Enter pass phrase for {path}:"],
    },
  },
  {
    program: "openssl",
    kind: "passphrase",
    sources: [{ kind: "code", repository: "openssl/openssl", path: "crypto/pem/pem_lib.c" }],
    texts: {
      en: ["Enter PEM pass phrase:", "Verifying - Enter PEM pass phrase:"],
    },
  },
  {
    program: "cryptsetup",
    kind: "passphrase",
    sources: [
      {
        kind: "catalogue",
        repository: "mbroz/cryptsetup",
        path: "po/{language}.po",
        messages: [
          "Enter passphrase for %s: ",
          "Enter any existing passphrase: ",
          "Enter new passphrase for key slot: ",
          "Verify passphrase: ",
        ],
      },
    ],
    texts: {
      cs: [
        "Zadejte heslo pro {path}: ",
        "Zadejte jakékoliv existující heslo: ",
        "Zadejte nové heslo pro pozici klíče: ",
        "Ověřte heslo: ",
      ],
      da: [
        "Indtast adgangsfrase for {path}: ",
        "Indtast en eventuel eksisterende adgangsfrase: ",
        "Indtast ny adgangsfrase for nøgleplads: ",
        "Verificer adgangsfrase: ",
      ],
      de: [
        "Geben Sie die Passphrase für »{path}« ein: ",
        "Geben Sie irgendeine bestehende Passphrase ein: ",
        "Geben Sie die neue Passphrase für das Schlüsselfach ein: ",
        "Passphrase bestätigen: ",
      ],
      en: [
        "Enter passphrase for {path}: ",
        "Enter any existing passphrase: ",
        "Enter new passphrase for key slot: ",
        "Verify passphrase: ",
      ],
      es: [
        "Introduzca la frase contraseña de {path}: ",
        "Introduzca cualquier frase contraseña que exista: ",
        "Introduzca una nueva frase contraseña para la ranura de claves: ",
        "Verifique la frase contraseña: ",
      ],
      fi: [
        "Kirjoita salasanalause kohteelle {path}: ",
        "Kirjoita mikä tahansa olemassa oleva salasanalause: ",
        "Kirjoita uusi salasanalause avainvälille: ",
        "Todenna salasanalause: ",
      ],
      fr: [
        "Saisissez la phrase secrète pour {path}\u00a0: ",
        "Entrez une phrase secrète existante\u00a0: ",
        "Entrez une nouvelle phrase secrète pour l'emplacement de clé\u00a0: ",
        "Vérifiez la phrase secrète\u00a0: ",
      ],
      id: [
        "Masukan kata sandi untuk {path}: ",
        "Masukan kasa sandi baru untuk slot kunci: ",
        "Memverifikasi kata sandi: ",
      ],
      it: [
        "Inserire la passphrase per {path}: ",
        "Inserire una delle passphrase esistenti: ",
        "Inserire la nuova passphrase per lo slot di chiave: ",
        "Verifica passphrase: ",
      ],
      ja: [
        "{path} のパスフレーズを入力してください: ",
        "有効なパスフレーズをどれか入力してください: ",
        "キースロットの新しいパスフレーズを入力してください: ",
        "同じパスフレーズを入力してください: ",
      ],
      ka: ['შეიყვანეთ საკვანძო ფრაზა "{path}"-სთვის: ', "გადაამოწმეთ საკვანძო ფრაზა: "],
      nl: [
        "Voer wachtwoord in voor {path}: ",
        "Voer een bestaand wachtwoord in: ",
        "Voer een nieuw wachtwoord in voor de sleutelplaats: ",
        "Voer wachtwoord nogmaals in: ",
      ],
      pl: [
        "Hasło dla {path}: ",
        "Dowolne istniejące hasło: ",
        "Nowe hasło dla klucza: ",
        "Weryfikacja hasła: ",
      ],
      pt_BR: [
        "Digite a senha para {path}: ",
        "Digite qualquer senha existente: ",
        "Digite uma senha para o slot de chave: ",
        "Verificar senha: ",
      ],
      ro: [
        "Introduceți fraza de acces pentru {path}: ",
        "Introduceți orice frază de acces existentă: ",
        "Introduceți noua frază de acces pentru slotul de cheie: ",
        "Verifică fraza de acces: ",
      ],
      ru: [
        "Введите парольную фразу для {path}: ",
        "Введите любую существующую парольную фразу: ",
        "Введите новую парольную фразу для слота ключа: ",
        "Парольная фраза повторно: ",
      ],
      sk: [
        "Zadajte heslo pre {path}: ",
        "Zadajte akékoľvek existujúce heslo: ",
        "Zadajte nové heslo k miestu pre kľúč: ",
        "Overte heslo: ",
      ],
      sr: [
        "Унесите пропусну реч за „{path}“: ",
        "Унесите неку постојећу пропусну реч: ",
        "Унесите нову пропусну реч за утор кључа: ",
        "Провери пропусну реч: ",
      ],
      sv: [
        "Ange lösenfras för {path}: ",
        "Ange valfri existerande lösenfras: ",
        "Ange ny lösenfras för nyckelplats: ",
        "Verifiera lösenfras: ",
      ],
      uk: [
        "Введіть пароль до {path}: ",
        "Введіть будь-який пароль: ",
        "Введіть новий пароль для слота ключа: ",
        "Перевірка пароля: ",
      ],
      vi: [
        "Nhập cụm từ mật khẩu cho {path}: ",
        "Hãy nhập mật khẩu bất kỳ sẵn có: ",
        "Gõ cụm từ mật khẩu mới cho khe khóa: ",
        "Nhập lại mật khẩu: ",
      ],
      zh_CN: [
        "输入 {path} 的口令：",
        "输入任意已存在的口令: ",
        "输入密钥槽的新口令: ",
        "确认密码：",
      ],
    },
  },
  {
    program: "cryptsetup",
    kind: "passphrase",
    sources: [{ kind: "code", repository: "mbroz/cryptsetup", path: "src/cryptsetup.c" }],
    texts: {
      en: [
        "Enter passphrase to be changed: ",
        "Enter passphrase to be deleted: ",
        "Enter new passphrase: ",
      ],
    },
  },
];
