import type { Finding, OptionRule, Program, Rule } from "./program.ts";
import { destroys, givenWords, gives, privileged, runs } from "./rule-forms.ts";

const changes = privileged("changes or stops a service");
const address: OptionRule = { effect: "read", value: "required", operand: "url" };
const input: OptionRule = { effect: "read", value: "required", operand: "read" };

const cephRead: Rule = { flags: "--detail", values: "-f --format --pool", operands: "text" };

const storage: readonly Program[] = [
  {
    names: "ceph",
    flags: "-s --status -w --watch -v --version -h --help --verbose",
    values: "-f --format --connect-timeout --cluster -n --name --id",
    globals: true,
    alone: "read",
    commands: {
      "status health df versions version quorum_status mon_status fsid report features": cephRead,
      "osd pg mon mgr mds fs orch crash device": {
        globals: true,
        commands: {
          "tree df stat dump ls perf status find metadata versions utilization blocked-by dump_stuck map query get services ps host module info":
            {
              ...cephRead,
              check: (words): Finding | null =>
                words.some(
                  (word) =>
                    word === null ||
                    /^(create|delete|rm|set|add|disable|enable|drain|apply|maintenance|enter|exit|rescan|ok-to-stop|label|set-.*|fail|start|stop)$/.test(
                      word,
                    ),
                )
                  ? { effect: "privilege", because: "changes the cluster" }
                  : null,
            },
          pool: {
            globals: true,
            commands: {
              "ls stats get get-quota": cephRead,
              "set create delete rename rm set-quota application mksnap rmsnap": changes,
            },
          },
          "out in down up crush reweight set unset primary-affinity destroy purge lost rm new create deep-scrub scrub repair fail apply daemon restart start stop redeploy upgrade archive":
            changes,
        },
      },
      "auth config-key": {
        globals: true,
        commands: {
          "ls list get dump export print-key get-key": {
            ...cephRead,
            secret: true,
            because: "shows the keys of the cluster",
          },
          "add del rm caps set get-or-create import": changes,
        },
      },
      config: {
        globals: true,
        commands: {
          "dump show get log ls help": cephRead,
          "set rm assimilate-conf reset": changes,
        },
      },
      "tell daemon injectargs": changes,
    },
    examples: {
      reads: [
        "ceph -s",
        "ceph health detail",
        "ceph osd tree",
        "ceph -f json osd df",
        "ceph osd pool ls detail",
        "ceph pg dump",
        "ceph config dump",
        "ceph auth ls",
      ],
      acts: [
        "ceph osd out 1",
        "ceph osd pool delete x x --yes-i-really-really-mean-it",
        "ceph -c /tmp/x -s",
        "ceph tell osd.1 x",
        "ceph config set osd a b",
        "ceph orch host rm x",
      ],
    },
  },
  {
    names: "rados rbd",
    values: "-p --pool --format",
    flags: "--pretty-format -v --version",
    globals: true,
    commands: {
      "df ls lspools list info status du showmapped children diff": {
        flags: "-l --long -a --all",
        operands: "name",
      },
      snap: {
        globals: true,
        commands: {
          "ls list": { operands: "name" },
          "create rm purge rollback protect unprotect rename": destroys(
            "changes or deletes snapshots",
          ),
        },
      },
      "put rm create map unmap resize import export mv rename clone flatten copy cp bench truncate mkpool rmpool purge":
        destroys("changes or deletes data"),
      get: changes,
    },
    examples: {
      reads: ["rados df", "rbd ls -l pool", "rbd -p pool info x", "rbd snap ls pool/x"],
      acts: ["rbd rm pool/x", "rados -p x rm y", "rbd snap purge x", "rados -p x get y /etc/z"],
    },
  },
  {
    names: "gluster",
    flags: "--version --help --xml",
    commands: {
      volume: {
        commands: {
          "info list status get": { operands: "text", flags: "--xml" },
          heal: {
            operands: "text",
            check: (words) =>
              words[1] === "info" ? null : { effect: "privilege", because: "changes a volume" },
          },
          "start stop create delete set reset add-brick remove-brick replace-brick rebalance quota profile top statedump clear-locks":
            changes,
        },
      },
      peer: { commands: { status: {}, "probe detach": changes } },
      pool: { commands: { list: {} } },
      snapshot: {
        commands: {
          "list info status": { operands: "name" },
          "create delete restore activate deactivate config clone": changes,
        },
      },
    },
    examples: {
      reads: [
        "gluster volume info",
        "gluster peer status",
        "gluster volume heal x info",
        "gluster pool list",
      ],
      acts: [
        "gluster volume stop x",
        "gluster volume heal x full",
        "gluster peer detach x",
        "gluster",
      ],
    },
  },
];

const rabbitReads =
  "status cluster_status list_queues list_exchanges list_bindings list_connections list_channels list_consumers list_users list_vhosts list_permissions list_user_permissions list_topic_permissions list_policies list_parameters list_global_parameters list_feature_flags list_hashes list_ciphers list_unresponsive_queues node_health_check ping version report help check_running check_local_alarms check_alarms check_port_connectivity check_port_listener check_virtual_hosts listeners memory_breakdown alarms runtime_thread_stats server_version erlang_version disk_space_usage";

const messages: readonly Program[] = [
  {
    names: "rabbitmqctl rabbitmq-diagnostics",
    flags: "-q --quiet -s --silent -l --longnames",
    values: "-n --node -t --timeout",
    globals: true,
    commands: {
      [rabbitReads]: {
        flags: "--online --offline --local --no-table-headers",
        values: "-p --vhost --formatter --unit",
        operands: "text",
      },
      "stop stop_app start_app reset force_reset join_cluster forget_cluster_node add_user delete_user change_password set_user_tags set_permissions clear_permissions set_policy clear_policy delete_queue purge_queue close_connection close_all_connections add_vhost delete_vhost set_parameter rotate_logs shutdown enable_feature_flag set_vm_memory_high_watermark":
        changes,
      "eval eval_file exec remote_shell": runs("runs code in the server"),
      environment: { secret: true, because: "shows the settings with their passwords" },
    },
    examples: {
      reads: [
        "rabbitmqctl status",
        "rabbitmqctl -q list_queues -p / name messages",
        "rabbitmq-diagnostics check_running",
        "rabbitmqctl -n rabbit@x cluster_status",
        "rabbitmqctl environment",
      ],
      acts: [
        "rabbitmqctl stop_app",
        "rabbitmqctl eval 'os:cmd(\"id\").'",
        "rabbitmqctl -n x reset",
        "rabbitmqctl purge_queue x",
      ],
    },
  },
  {
    names: "kafka-topics.sh kafka-topics kafka-consumer-groups.sh kafka-consumer-groups",
    flags:
      "--list --describe --all-groups --all-topics --members --verbose --offsets --state --under-replicated-partitions --unavailable-partitions --exclude-internal --version --help",
    values: "--topic --group --timeout --partition",
    options: {
      "--bootstrap-server --zookeeper": address,
      "--command-config": input,
      "--create --alter --delete --delete-offsets --reset-offsets --execute": {
        effect: "destroy",
        because: "changes or deletes topics and groups",
      },
    },
    check: (words) =>
      gives(givenWords(words), "--list --describe --version --help")
        ? null
        : { effect: "privilege", because: "changes topics" },
    examples: {
      reads: [
        "kafka-topics.sh --bootstrap-server localhost:9092 --list",
        "kafka-topics --describe --topic x --bootstrap-server=localhost:9092",
        "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group x",
      ],
      acts: [
        "kafka-topics.sh --bootstrap-server x:9092 --delete --topic y",
        "kafka-topics.sh --create --topic y --bootstrap-server x",
        "kafka-consumer-groups.sh --reset-offsets --execute --group x --to-earliest --bootstrap-server y",
      ],
    },
  },
];

/** Stores and queues that are clusters: ceph, gluster, rabbitmq, kafka. */
export const storageClustersPrograms: readonly Program[] = [...storage, ...messages];
