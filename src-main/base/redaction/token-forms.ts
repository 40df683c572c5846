import { type SecretForm, token } from "./secret-form.ts";

const word = "[A-Za-z0-9]";
const wide = "[A-Za-z0-9_-]";

/** Tokens of clouds, forges, package registries, chats, payment and model providers that carry their kind in their beginning. */
export const tokenForms: readonly SecretForm[] = [
  // clouds
  ...["AKIA", "ASIA", "ABIA", "ACCA"].map((kind) =>
    token(`AWS access key id ${kind}`, kind, "[A-Z2-7]{16}(?![A-Za-z0-9])"),
  ),
  token("Google API key", "AIza", `${wide}{35}`),
  token("Google client secret", "GOCSPX-", `${wide}{20,}`),
  token("Google access token", "ya29.", `[A-Za-z0-9_.-]{20,}`),
  token("Google refresh token", "1//0", `${wide}{30,}`),
  {
    name: "Azure client secret",
    hints: ["q~"],
    pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/g,
  },
  {
    name: "Azure storage key",
    hints: ["accountkey=", "sharedaccesskey="],
    pattern: /(?<=(?:AccountKey|SharedAccessKey)=)[A-Za-z0-9+/]{20,}={0,2}/gi,
  },
  token("DigitalOcean token", "dop_v1_", "[a-f0-9]{40,}"),
  token("DigitalOcean OAuth token", "doo_v1_", "[a-f0-9]{40,}"),
  token("DigitalOcean refresh token", "dor_v1_", "[a-f0-9]{40,}"),
  token("Alibaba access key", "LTAI", `${word}{12,24}(?!${word})`),
  token("Tencent secret id", "AKID", `${word}{32}(?!${word})`),
  {
    name: "Cloudflare origin key",
    hints: ["v1.0-"],
    pattern: /(?<![A-Za-z0-9])v1\.0-[a-f0-9]{24}-[a-f0-9]{100,}/g,
  },
  token("Heroku key", "HRKU-", `${wide}{30,}`),
  token("Netlify token", "nfp_", `${word}{30,}`),
  token("Fly.io token", "fo1_", `${wide}{30,}`),
  token("Fly.io macaroon", "fm2_", `[A-Za-z0-9+/=,_-]{30,}`),
  token("Render key", "rnd_", `${word}{20,}`),
  token("Supabase token", "sbp_", "[a-f0-9]{40}"),
  token("Supabase secret", "sb_secret_", `${wide}{20,}`),
  token("PlanetScale token", "pscale_tkn_", `[A-Za-z0-9_.-]{30,}`),
  token("PlanetScale password", "pscale_pw_", `[A-Za-z0-9_.-]{30,}`),
  token("PlanetScale OAuth token", "pscale_oauth_", `[A-Za-z0-9_.-]{30,}`),
  token("Databricks token", "dapi", "[a-f0-9]{32}(?:-\\d)?"),
  ...["pt", "st", "ct", "sa", "scim", "audit"].map((kind) =>
    token(`Doppler ${kind} token`, `dp.${kind}.`, `[A-Za-z0-9_.-]{30,}`),
  ),
  token("Pulumi token", "pul-", "[a-f0-9]{40}"),
  {
    name: "Terraform Cloud token",
    hints: [".atlasv1."],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,}/g,
  },
  token("Vault service token", "hvs.", `${wide}{20,}`),
  token("Vault batch token", "hvb.", `${wide}{20,}`),
  token("Vault recovery token", "hvr.", `${wide}{20,}`),
  {
    name: "Vault token of older versions",
    hints: ["s."],
    pattern: /(?<![A-Za-z0-9_./-])s\.[A-Za-z0-9]{24}(?![A-Za-z0-9.])/g,
  },
  token("1Password service account", "ops_eyJ", `${wide}{50,}`),
  token("age key", "AGE-SECRET-KEY-1", "[0-9A-Z]{50,}"),
  token("Tailscale key", "tskey-", `[A-Za-z0-9-]{16,}`),
  token("Scaleway access key", "SCW", "[A-Z0-9]{17}(?![A-Za-z0-9])"),

  // forges and continuous integration
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((kind) =>
    token(`GitHub token ${kind}`, kind, `${word}{36,}`),
  ),
  token("GitHub fine-grained token", "github_pat_", "[A-Za-z0-9_]{40,}"),
  ...[
    "glpat-",
    "gldt-",
    "glrt-",
    "glcbt-",
    "glptt-",
    "glft-",
    "glimt-",
    "glagent-",
    "gloas-",
    "glsoat-",
    "glffct-",
  ].map((kind) => token(`GitLab token ${kind}`, kind, `[A-Za-z0-9_.-]{20,}`)),
  token("GitLab runner registration", "GR1348941", `${wide}{20}`),
  token("Bitbucket app password", "ATBB", `${word}{20,}`),
  token("Bitbucket access token", "ATCTT3", `[A-Za-z0-9_=-]{50,}`),
  token("Atlassian token", "ATATT3", `[A-Za-z0-9_=-]{50,}`),
  token("CircleCI token", "CCIPAT_", `[A-Za-z0-9_]{30,}`),
  token("Buildkite user token", "bkua_", `${word}{30,}`),
  token("Buildkite agent token", "bkct_", `${word}{30,}`),
  token("Sentry organisation token", "sntrys_", `[A-Za-z0-9+/=_-]{30,}`),
  token("Sentry user token", "sntryu_", "[a-f0-9]{40,}"),
  ...["sqp_", "squ_", "sqa_"].map((kind) => token(`SonarQube token ${kind}`, kind, "[a-f0-9]{40}")),
  token("Postman key", "PMAK-", `[a-f0-9]{24}-[a-f0-9]{30,}`),

  // package registries
  token("npm token", "npm_", `${word}{36}`),
  token("PyPI token", "pypi-", `${wide}{40,}`),
  token("RubyGems key", "rubygems_", "[a-f0-9]{40,}"),
  token("crates.io token", "cio", `${word}{32}(?!${word})`),
  token("NuGet key", "oy2", "[a-z0-9]{43}(?![a-z0-9])"),
  token("Docker Hub token", "dckr_pat_", `${wide}{20,}`),
  token("Docker organisation token", "dckr_oat_", `${wide}{20,}`),
  token("Clojars token", "CLOJARS_", `${word}{40,}`),
  token("JFrog key", "AKCp", `${word}{60,}`),
  token("JFrog reference token", "cmVmdGtuO", `${word}{40,}`),

  // chat and mail
  ...["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xapp-", "xoxe."].map(
    (kind) => token(`Slack token ${kind}`, kind, `[A-Za-z0-9%._-]{10,}`),
  ),
  {
    name: "Slack webhook",
    hints: ["hooks.slack.com/"],
    pattern: /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9_/-]{20,}/g,
  },
  {
    name: "Discord webhook",
    hints: ["/api/webhooks/"],
    pattern: /(?<=discord(?:app)?\.com\/api\/webhooks\/)\d+\/[A-Za-z0-9_-]{30,}/g,
  },
  {
    name: "Discord bot token",
    hints: ["."],
    pattern:
      /(?<![A-Za-z0-9_.-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/g,
  },
  {
    name: "Teams webhook",
    hints: [".webhook.office.com/"],
    pattern: /(?<=\.webhook\.office\.com\/webhookb2\/)[^\s"']{20,}/g,
  },
  {
    name: "Telegram bot token",
    hints: [":aa"],
    pattern: /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{32,35}(?![A-Za-z0-9_-])/g,
  },
  token("Matrix token", "syt_", `[A-Za-z0-9_]{20,}`),
  token("SendGrid key", "SG.", `${wide}{16,}\\.${wide}{30,}`),
  {
    name: "Mailchimp key",
    hints: ["-us"],
    pattern: /(?<![a-f0-9])[a-f0-9]{32}-us\d{1,2}(?!\d)/g,
  },
  token("Mailgun key", "key-", "[a-f0-9]{32}(?![a-f0-9])"),
  token("Brevo key", "xkeysib-", `[a-f0-9]{40,}-${word}{10,}`),
  token("Resend key", "re_", `${word}{8}_${word}{20,}`),
  token("Twilio key", "SK", "[a-f0-9]{32}(?![a-f0-9])"),

  // payment and commerce
  ...["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map((kind) =>
    token(`Stripe key ${kind}`, kind, `[A-Za-z0-9+/=]{16,}`),
  ),
  token("Square token", "sq0atp-", `${wide}{20,}`),
  token("Square secret", "sq0csp-", `${wide}{20,}`),
  ...["shpat_", "shpca_", "shppa_", "shpss_"].map((kind) =>
    token(`Shopify token ${kind}`, kind, "[a-fA-F0-9]{32}"),
  ),
  {
    name: "PayPal access token",
    hints: ["access_token$"],
    pattern: /access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}/g,
  },
  {
    name: "Plaid access token",
    hints: ["access-"],
    pattern: /(?<![a-z-])access-(?:sandbox|development|production)-[a-f0-9-]{36}/g,
  },

  // work and monitoring
  token("Linear key", "lin_api_", `${word}{30,}`),
  token("Notion token", "ntn_", `${word}{40,}`),
  token("Notion token of older versions", "secret_", `${word}{43}(?!${word})`),
  token("Airtable token", "pat", `${word}{14}\\.[a-f0-9]{64}`),
  token("Figma token", "figd_", `${wide}{30,}`),
  token("Dropbox token", "sl.", `${wide}{60,}`),
  token("Grafana service account", "glsa_", `${word}{32}_[a-f0-9]{8}`),
  token("Grafana Cloud token", "glc_", `[A-Za-z0-9+/=]{32,}`),
  ...["NRAK-", "NRJS-", "NRII-", "NRAA-"].map((kind) =>
    token(`New Relic key ${kind}`, kind, `${wide}{19,}`),
  ),
  token("Dynatrace token", "dt0c01.", `[A-Z0-9]{24}\\.[A-Z0-9]{64}`),
  token("Honeycomb key", "hcaik_", `${word}{40,}`),
  {
    name: "Mapbox secret token",
    hints: ["sk.ey"],
    pattern: /(?<![A-Za-z0-9_])sk\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/g,
  },

  // model providers
  token("Anthropic key", "sk-ant-", `${wide}{20,}`),
  token("OpenRouter key", "sk-or-", `${wide}{20,}`),
  ...["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"].map((kind) =>
    token(`OpenAI key ${kind}`, kind, `${wide}{20,}`),
  ),
  token("key of OpenAI's older form, DeepSeek, Moonshot and others", "sk-", `${word}{20,}`),
  token("Groq key", "gsk_", `${word}{40,}`),
  token("xAI key", "xai-", `${word}{60,}`),
  token("Hugging Face token", "hf_", "[A-Za-z]{30,}"),
  token("Hugging Face organisation key", "api_org_", "[A-Za-z]{30,}"),
  token("Replicate token", "r8_", `${word}{37,}`),
  token("Perplexity key", "pplx-", `${word}{40,}`),
  token("Fireworks key", "fw_", `${word}{20,}(?!${word})`),
  token("NVIDIA key", "nvapi-", `${wide}{40,}`),
  token("LangSmith key", "lsv2_", "(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}"),
  token("Pinecone key", "pcsk_", `[A-Za-z0-9_]{40,}`),
  token("ElevenLabs key", "sk_", "[a-f0-9]{48}(?![a-f0-9])"),
  token("Cerebras key", "csk-", `${word}{40,}`),
];
