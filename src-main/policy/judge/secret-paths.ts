import {
  ANY,
  intersects,
  isExact,
  lastComponent,
  ONE,
  type PathPattern,
  pattern,
  STAR,
} from "./path-pattern.ts";

const lines = (text: string): string[] => text.split(/\s+/).filter((line) => line !== "");

/** Files at one place in every system. */
const fixed = lines(`
  /etc/shadow /etc/shadow* /etc/shadow.* /etc/gshadow* /etc/master.passwd /etc/spwd.db /etc/sudoers /etc/sudoers.d/**
  /etc/security/opasswd /etc/ssh/ssh_host_*_key /etc/ssl/private/** /etc/pki/tls/private/** /etc/pki/private/**
  /etc/letsencrypt/live/*/privkey* /etc/letsencrypt/archive/*/privkey* /etc/letsencrypt/keys/** /etc/krb5.keytab
  /etc/wireguard/** /etc/NetworkManager/system-connections/** /etc/wpa_supplicant/**
  /etc/kubernetes/*.conf /etc/rancher/**/*.yaml /etc/mysql/debian.cnf /etc/postfix/sasl_passwd* /etc/ppp/*-secrets
  /etc/ipsec.secrets /etc/ipsec.d/private/** /etc/swanctl/private/** /etc/rsyncd.secrets /etc/openvpn/**/*.key
  /etc/cifs-credentials* /etc/vault*/** /etc/pve/priv/** /etc/ansible/vault* /etc/davfs2/secrets /etc/bacula/*.conf
  /etc/freeradius/**/clients.conf /etc/nut/upsd.users /etc/exim4/passwd.client /etc/grub.d/01_users /etc/tinc/*/rsa_key.priv
  /proc/*/environ /proc/*/mem /proc/*/task/*/environ /proc/*/task/*/mem /proc/*/fd/* /proc/*/root/** /proc/*/cwd/** /proc/*/task/*/fd/* /proc/*/task/*/root/** /proc/*/task/*/cwd/** /proc/kcore
  /dev/mem /dev/kmem /dev/port /run/secrets/** /var/run/secrets/** /var/backups/shadow* /var/backups/gshadow*
  /var/lib/sss/secrets/** /var/lib/kubelet/pki/** /var/lib/rancher/**/token* /var/lib/samba/private/** /var/lib/vault/**
  /var/lib/docker/swarm/** /var/lib/private/** /var/lib/systemd/credential.secret /run/credentials/** /run/user/*/keyring/**
  /run/systemd/ask-password/** /var/lib/ipa/private/** /var/lib/pgsql/**/server.key /tmp/krb5cc_* /tmp/ssh-*/**
`).map(pattern);

/** Files below some directory of a person, wherever that is. */
const inDirectories = lines(`
  .ssh/id_* .ssh/*_rsa* .ssh/*_ed25519* .ssh/*_ecdsa* .ssh/*_dsa* .ssh/*.pem .ssh/*.key .ssh/identity .ssh/*key*
  .aws/credentials .aws/cli/cache/** .aws/sso/cache/** .kube/** .gnupg/** .docker/config.json .config/gcloud/**
  .azure/** .config/gh/hosts.yml .config/glab-cli/** .config/hub .config/rclone/** .config/doctl/** .config/op/**
  .config/sops/** .config/hcloud/** .config/linode-cli .config/containers/auth.json .config/google-chrome/**
  .config/chromium/** .config/filezilla/** .config/keepassxc/** .config/heroku/** .config/1Password/** .mozilla/**
  .thunderbird/** .password-store/** .local/share/keyrings/** .local/share/fish/fish_history .local/share/kwalletd/**
  .terraform.d/credentials* .cargo/credentials* .gem/credentials .subversion/auth/** .m2/settings*.xml .gradle/gradle.properties
  Library/Keychains/** .pki/** .cert/** .putty/** .vault-token .databricks/** .oci/** .ibmcloud/** .step/secrets/** .minikube/**
  .composer/auth.json .config/composer/auth.json .bundle/config .config/pip/pip.conf .purple/accounts.xml .irssi/config
`).map((tail) => pattern(`**/${tail}`));

/** Names that say it themselves, wherever they are. */
const names = lines(`
  shadow shadow- gshadow gshadow- sudoers id_rsa* id_dsa* id_ecdsa* id_ed25519* id_xmss* *_rsa *_dsa *_ecdsa *_ed25519
  *.pem *.key *.p12 *.pfx *.jks *.keystore *.kdbx *.kdb *.ppk *.keytab *.ovpn *.pkcs8 *.p8 *.asc.key *.agekey
  .netrc _netrc .pgpass pgpass.conf .my.cnf .mylogin.cnf .git-credentials .npmrc .pypirc .s3cfg .boto .dockercfg .htpasswd
  htpasswd environ .env .env.* .env? *.env .envrc .vault-token .vault_pass* vault_pass* *vault-password* .erlang.cookie .Xauthority .ICEauthority
  .*_history .*history .histfile .lesshst .viminfo fish_history credentials credentials.* *credentials*.json *credential*.json
  *secret*.y*ml *secret*.json *secret*.env *secret*.txt secrets secret kubeconfig* *.kubeconfig admin.conf k3s.yaml
  service-account*.json *.tfstate *.tfstate.* terraform.tfvars *.auto.tfvars master.key wp-config.php .rclone.conf rclone.conf
  *password*.txt passwords* *.gpg-key privkey* private.key *private*key* krb5cc_* secring.* pubring.kbx logins.json key3.db key4.db
  *.psafe3 *.opvault cookies.sqlite login.keychain* .smbcredentials smbpasswd passdb.tdb secrets.tdb *.vault
`).map(pattern);

/** Public halves and certificates, which the names above would catch. */
const open =
  /\.pub$|\/authorized_keys2?$|^\/(etc|usr|System)\/.*(certs|ca-certificates|certificates)\/[^/]*$|(^|\/)[^/]*(fullchain|chain|cert|certificate|[^a-z]ca|^ca)[^/]*\.pem$|(^|\/)ca[^/]*\.pem$|\.env\.(example|sample|template|dist)$|\/etc\/apt\//;

/** Directories with secrets somewhere below: reading one with all that is in it shows them. */
const coverText = lines(`
  / /etc /etc/ssh /etc/ssl /etc/ssl/private /etc/pki /etc/pki/tls /etc/pki/tls/private /etc/security /etc/sudoers.d
  /etc/letsencrypt /etc/letsencrypt/live /etc/letsencrypt/archive /etc/wireguard /etc/NetworkManager
  /etc/NetworkManager/system-connections /etc/kubernetes /etc/kubernetes/pki /etc/rancher /etc/mysql /etc/ppp /etc/openvpn
  /etc/wpa_supplicant /etc/vault /etc/ipsec.d /etc/swanctl /root /home /home/* /Users /Users/* /var /var/root /var/backups
  /var/lib /var/lib/kubelet /var/lib/samba /run /run/secrets /run/user /var/run /var/run/secrets /proc /dev /run/credentials
  ~ ~/.ssh ~/.aws ~/.config ~/.docker ~/.local ~/.local/share
`);
const covers = coverText.map(pattern);
const exactCovers = new Set(coverText);
const secretDirectory =
  /\/(\.ssh|\.aws|\.gnupg|\.kube|\.azure|\.docker|\.config|\.password-store|\.mozilla|\.pki|keyrings|secrets?|Library|\.local|Keychains)$/;
const processDirectory = /^\/proc\/(\d+|self|thread-self)(\/task(\/\d+)?)?$/;

/** Names with too few letters of their own say nothing: "*" may be anything, and mostly is not a key. */
function saysName(name: string): boolean {
  if (name.startsWith(".")) return true;
  let letters = 0;
  for (const character of name) {
    if (character !== STAR && character !== ONE && character !== ANY) letters += 1;
  }
  return letters >= 2;
}

/** Endings that every kind of file has: "*.json" means the many, not the one that holds a key. */
const everyday =
  /^[\ue000-\ue002]+[^\ue000-\ue002]?\.(log|txt|json|ya?ml|conf|cfg|cnf|ini|toml|php|xml|m?[jt]sx?|py|sh|md|html?|css|csv|tsv|sql|gz|bz2|xz|zst|tar|zip|iso|img|c|h|cc|cpp|hpp|go|rs|rb|java|pl|lua|service|timer|socket|out|err|dat|data|bak|old|list|repo|rules|properties|tf|proto|lock|crt|cer|csr|pub)$/;

/** A glob is not held against what only a further star in the secret's name would make it match. */
const withoutTail = (secret: PathPattern): PathPattern => secret.replace(/\ue000+$/, "");
const fixedForGlobs = [...new Set(fixed.map(withoutTail))];
const personalForGlobs = [...new Set(inDirectories.map(withoutTail))];
const namesForGlobs = [...new Set(names.map(withoutTail))];

/** Whether showing the content of what may stand there shows a secret. */
export function isSecretPath(path: PathPattern): boolean {
  if (isExact(path)) return isSecretFile(path) || coversSecrets(path);
  if (open.test(path)) return false;
  if (fixedForGlobs.some((secret) => intersects(path, secret))) return true;
  if (covers.some((directory) => intersects(path, directory))) return true;
  const name = lastComponent(path);
  if (everyday.test(name)) return false;
  // Everything below a directory, whatever its name.
  const top = path.slice(0, Math.max(path.indexOf(`/${ANY}`), 0));
  if (path.includes(`/${ANY}`) && /^[\ue000-\ue002]*$/.test(name) && isExact(top)) {
    if (coversSecrets(top || "/")) return true;
  }
  return (
    inPersonalPlace(path, name) ||
    (saysName(name) && namesForGlobs.some((secret) => matchesName(name, secret)))
  );
}

/** Where a directory of a person's is named, or may be. */
function inPersonalPlace(path: PathPattern, name: string): boolean {
  if (path.startsWith(`/${ANY}`)) return false;
  const directory = path.slice(0, path.lastIndexOf("/"));
  const hasAny = path.includes(ANY);
  const named = /\/\.|^\.[^/]|Library/.test(directory) || /^[\ue000\ue001]*\./.test(name);
  if (!(named || hasAny) || (hasAny && !saysName(name))) return false;
  return personalForGlobs.some((secret) => intersects(path, secret));
}

/** A glob that ends in a star says nothing of endings; only one with letters at its end is held against "*.pem". */
function matchesName(name: string, secret: PathPattern): boolean {
  if (secret.startsWith(STAR) && !/[^\ue000-\ue002]{2}$/.test(name)) return false;
  return intersects(name, secret);
}

const toRegularExpression = (patterns: readonly PathPattern[]): RegExp =>
  new RegExp(
    `^(?:${patterns
      .map((text) =>
        text
          .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
          .replaceAll(STAR, "[^/]*")
          .replaceAll(ONE, "[^/]")
          .replaceAll(ANY, ".*"),
      )
      .join("|")})$`,
    "s",
  );

const fixedFile = toRegularExpression(fixed);
const personalFile = toRegularExpression(inDirectories);
const namedFile = toRegularExpression(names);

function isSecretFile(path: string): boolean {
  if (open.test(path)) return false;
  return fixedFile.test(path) || personalFile.test(path) || namedFile.test(lastComponent(path));
}

/** Whether a directory holds secrets somewhere below. */
function coversSecrets(path: string): boolean {
  return (
    exactCovers.has(path) ||
    /^\/(home|Users)\/[^/]+$/.test(path) ||
    secretDirectory.test(path) ||
    processDirectory.test(path)
  );
}
