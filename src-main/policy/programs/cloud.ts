import type { Finding, Program } from "./program.ts";
import { givenWords } from "./rule-forms.ts";
import { readsByVerb } from "./verb-reads.ts";

type Words = readonly (string | null)[];

const awsValues =
  "--profile --region --output --query --color --cli-read-timeout --cli-connect-timeout --ca-bundle --endpoint-url";
const awsGets =
  /^get-(caller-identity|user|role|policy|policy-version|role-policy|group|group-policy|instance-profile|login-profile|account-summary|account-password-policy|bucket-[a-z-]+|object-(acl|tagging|attributes)|public-access-block|metric-(statistics|data)|dashboard|cost-and-usage|cost-forecast|log-events|query-results|hosted-zone|change|queue-(attributes|url)|topic-attributes|subscription-attributes|console-output|trail-status|rest-apis|resources|stages|apis|distribution|distribution-config|key-policy|key-rotation-status|template|template-summary|stack-policy|job-runs?|table|tables|database|databases|partitions|pipeline|pipeline-state|pipeline-execution|backup-plan|compliance-[a-z-]+|findings|detector|service-quota|tag-values|tag-keys|launch-template-data|ebs-encryption-by-default|parameter|parameters|parameters-by-path)$/;
const awsSecret =
  /^(get-(secret-value|session-token|federation-token|login-password|authorization-token|password-data|random-password|role-credentials|credentials.*|access-token|token))$/;

const unknown: Finding = {
  effect: "unknown",
  because: "what it does in the cloud is not described",
};

const awsOperationReads = (service: string, operation: string): boolean => {
  if (service === "configure") return /^list(-profiles)?$/.test(operation);
  if (service === "s3") return operation === "ls";
  if (service === "logs" && /^(tail|filter-log-events)$/.test(operation)) return true;
  return (
    operation === "wait" ||
    /^(describe|list|head|lookup)(-[a-z0-9-]+)?$/.test(operation) ||
    awsGets.test(operation)
  );
};

/** aws [options] service operation: what follows the operation are its options, or the path of "s3 ls". */
function awsReads(words: Words): Finding | null {
  const { operands, options } = givenWords(words, awsValues);
  const [service, operation] = operands;
  const localFile = words.some((word) => word === null || /(^|=)(fileb?|https?):\/\//.test(word));
  if (!service || !operation || localFile) return unknown;
  // An option that is not known might have taken one of the two.
  if (words[words.indexOf(service) + 1] !== operation) return unknown;
  if (options.has("--with-decryption") || awsSecret.test(operation))
    return { effect: "read", secret: true, because: "shows keys, passwords or tokens" };
  return awsOperationReads(service, operation) ? null : unknown;
}

const networkWords = { network: true, style: "words", operands: "text" } as const;

/** Clouds: what describes, lists and shows reads; it always talks to the cloud. */
export const cloudPrograms: readonly Program[] = [
  {
    names: "aws",
    ...networkWords,
    informs: "--version help",
    check: awsReads,
    examples: {
      reads: [
        "aws s3 ls",
        "aws s3 ls s3://bucket --recursive",
        "aws sts get-caller-identity",
        "aws --profile prod --region eu-west-1 ec2 describe-instances --filters Name=x,Values=y",
        "aws iam list-users --output table",
        "aws logs tail /x --since 1h",
        "aws cloudwatch get-metric-statistics --namespace x",
        "aws configure list",
        "aws secretsmanager get-secret-value --secret-id x",
      ],
      acts: [
        "aws ec2 terminate-instances --instance-ids i-1",
        "aws --region x s3 rm s3://b --recursive",
        "aws s3 cp a s3://b",
        "aws s3api get-object --bucket b --key k /etc/x",
        "aws ec2 describe-instances --filters file:///etc/passwd",
        "aws ssm send-command --x y",
        "aws --unheard-of describe ec2 terminate-instances",
        "aws configure set a b",
      ],
    },
  },
  {
    names: "gcloud",
    ...networkWords,
    informs: "--version version info --help",
    check: readsByVerb({
      groups: `alpha beta compute instances disks networks subnets routers routes addresses firewall-rules forwarding-rules target-pools
        backend-services url-maps health-checks images snapshots zones regions machine-types instance-groups managed projects
        container clusters node-pools operations sql databases users backups iam service-accounts roles storage buckets objects
        dns managed-zones record-sets functions run services revisions jobs logging logs sinks metrics monitoring dashboards
        config configurations auth pubsub topics subscriptions redis app versions organizations folders billing accounts kms
        keyrings keys artifacts repositories docker filestore asset scheduler tasks queues secrets components`,
      reads:
        /^(list|describe|get-value|get-iam-policy|get-ancestors|get-health|get-serial-port-output|read|list-[a-z-]+)$/,
      values:
        "--project --account --format --configuration --verbosity --filter --zone --region --limit",
      secrets: /secrets versions|print-|keys (list|describe)/,
    }),
    examples: {
      reads: [
        "gcloud compute instances list",
        "gcloud --project x compute instances describe vm --zone=a",
        "gcloud config list",
        "gcloud auth list",
        "gcloud logging read 'severity>=ERROR' --limit 5",
        "gcloud projects get-iam-policy x",
      ],
      acts: [
        "gcloud compute instances delete list",
        "gcloud compute ssh vm",
        "gcloud config set project x",
        "gcloud auth print-access-token",
        "gcloud --unknown list compute instances delete x",
        "gcloud compute instances list --flags-file=@/etc/passwd",
      ],
    },
  },
  {
    names: "az",
    ...networkWords,
    informs: "--version version --help",
    check: readsByVerb({
      groups: `vm vmss disk group account network vnet nsg rule public-ip nic lb dns zone record-set application-gateway storage
        container blob aks nodepool acr repository webapp functionapp appservice plan sql server db postgres mysql flexible-server
        keyvault secret key certificate certificates monitor metrics log-analytics workspace activity-log alert role assignment definition ad user
        sp app resource provider deployment tag lock policy cosmosdb redis servicebus namespace queue topic eventhubs
        identity backup vault image snapshot location keys credential subnet route-table vnet-gateway`,
      reads: /^(list|show|list-[a-z-]+|get-instance-view|show-[a-z-]+)$/,
      values: "--subscription -o --output --query -g --resource-group -n --name",
      secrets: /secret|\bkeys?\b|credential|connection-string|publishing/,
    }),
    examples: {
      reads: [
        "az vm list -o table",
        "az account show",
        "az group list --query '[].name'",
        "az --subscription x aks show -n a -g b",
        "az keyvault secret show --name x",
      ],
      acts: [
        "az vm delete -n list",
        "az vm start --name x",
        "az account get-access-token",
        "az aks get-credentials -n x",
        "az vm run-command invoke",
        "az login",
      ],
    },
  },
  {
    names: "doctl hcloud linode-cli scw exo openstack eksctl ibmcloud",
    ...networkWords,
    informs: "--version version --help",
    check: readsByVerb({
      groups: `compute droplet domain records firewall load-balancer volume snapshot image ssh-key account balance kubernetes cluster
        node-pool databases database registry apps monitoring projects server network floating-ip primary-ip placement-group certificate
        datacenter location server-type iso context subnet router port flavor keypair hypervisor project role user endpoint
        service catalog quota stack aggregate compute-service linodes domains volumes nodebalancers firewalls instance`,
      reads: /^(list|describe|get|show|ls|view|list-[a-z-]+)$/,
      values: "--context -t --output -o --format --region --os-cloud",
      secrets: /credential|kubeconfig|secret|token/,
    }),
    examples: {
      reads: [
        "doctl compute droplet list",
        "hcloud server list",
        "hcloud server describe x",
        "openstack server show x",
      ],
      acts: [
        "hcloud server delete list",
        "doctl compute droplet delete 1",
        "openstack server create x",
        "hcloud context use x",
      ],
    },
  },
];
