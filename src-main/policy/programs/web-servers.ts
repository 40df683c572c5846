import type { Finding, Program } from "./program.ts";
import { givenWords, gives, privileged } from "./rule-forms.ts";

const control = privileged("starts, stops or changes a web server");
const act = { effect: "privilege", because: "starts, stops or changes a web server" } as const;

/** A configuration from elsewhere could load code; the one the system owns is the one it runs with anyway. */
const ownConfiguration = (path: string | null): boolean =>
  path !== null && /^\/(usr\/local\/)?etc\//.test(path) && !path.includes("..");

const configuration = {
  effect: "read",
  value: "required",
  operand: "read",
} as const;

const checksWith =
  (reading: string, files: string) =>
  (words: readonly (string | null)[]): Finding | null => {
    const given = givenWords(words, files);
    const paths = files.split(" ").flatMap((name) => given.options.get(name) ?? []);
    if (!paths.every(ownConfiguration))
      return { effect: "unknown", because: "reads a configuration that can load code" };
    return gives(given, reading) ? null : act;
  };

/** Web servers, proxies and caches. */
export const webServersPrograms: readonly Program[] = [
  {
    names: "nginx openresty angie",
    flags: "-t -T -v -V -q -h -?",
    options: { "-c": configuration, "-s": { ...act, value: "required" } },
    check: checksWith("-t -T -v -V -h -?", "-c"),
    examples: {
      reads: ["nginx -t", "nginx -T", "nginx -V", "nginx -tq", "nginx -t -c /etc/nginx/nginx.conf"],
      acts: [
        "nginx",
        "nginx -s reload",
        "nginx -t -c /tmp/x.conf",
        "nginx -tc/tmp/x",
        "nginx -t -g 'load_module /tmp/x.so;'",
        "nginx -t -p /tmp",
        "nginx -c /etc/../tmp/x -t",
        "nginx -sstop",
      ],
    },
  },
  {
    names: "apachectl apache2ctl httpd apache2",
    flags: "-t -S -M -l -L -v -V -h",
    values: "-D",
    operands: "text",
    check: (words) => {
      const given = givenWords(words, "-D");
      const [verb, ...more] = given.operands;
      if (more.length > 0) return act;
      if (verb !== undefined) return verb?.match(/^(configtest|status|fullstatus)$/) ? null : act;
      return gives(given, "-t -S -M -l -L -v -V -h") ? null : act;
    },
    examples: {
      reads: [
        "apachectl configtest",
        "apache2ctl -S",
        "httpd -t",
        "apachectl -t -D DUMP_MODULES",
        "httpd -M",
      ],
      acts: [
        "apachectl restart",
        "httpd -k start",
        "apache2ctl graceful",
        "httpd -t -f /tmp/x",
        "apachectl",
        "httpd -t -C 'LoadModule x /tmp/x.so'",
        "httpd -D -t",
      ],
    },
  },
  {
    names: "haproxy",
    flags: "-c -v -V -q",
    style: "single-dash",
    options: { "-vv": { effect: "read" }, "-f": configuration },
    check: (words) => {
      const given = words.filter((word) => word !== null);
      if (given.length === 1 && given[0]?.match(/^-vv?$/)) return null;
      if (!words.every((word, at) => words[at - 1] !== "-f" || ownConfiguration(word)))
        return { effect: "unknown", because: "reads a configuration that can load code" };
      return words.some((word, at) => word === "-c" && words[at - 1] !== "-f") ? null : act;
    },
    examples: {
      reads: ["haproxy -c -f /etc/haproxy/haproxy.cfg", "haproxy -v", "haproxy -vv"],
      acts: [
        "haproxy -f /etc/haproxy/haproxy.cfg",
        "haproxy -c -f /tmp/x",
        "haproxy -D -f /etc/x",
        "haproxy -f -c",
      ],
    },
  },
  {
    names: "caddy",
    commands: {
      "version list-modules build-info": { flags: "--packages --versions --skip-standard" },
      fmt: { flags: "-d --diff", operands: "read" },
      "run start stop reload trust untrust add-package remove-package upgrade hash-password file-server reverse-proxy respond adapt validate environ storage":
        control,
    },
    examples: {
      reads: ["caddy version", "caddy list-modules", "caddy fmt --diff /etc/caddy/Caddyfile"],
      acts: ["caddy reload", "caddy fmt --overwrite", "caddy run --config /x", "caddy stop"],
    },
  },
  {
    names: "varnishadm",
    flags: "-h",
    values: "-n -t",
    commands: {
      "ping status banner backend.list ban.list vcl.list vcl.show param.show panic.show storage.list vcl.deps":
        {
          flags: "-p -j -l",
          operands: "text",
        },
      "start stop ban vcl.load vcl.inline vcl.use vcl.discard vcl.state param.set param.reset backend.set_health panic.clear quit":
        control,
    },
    examples: {
      reads: ["varnishadm status", "varnishadm backend.list -p", "varnishadm vcl.list"],
      acts: [
        "varnishadm stop",
        "varnishadm ban 'req.url ~ .'",
        "varnishadm",
        "varnishadm -T host:1 status",
      ],
    },
  },
  {
    names: "varnishlog varnishncsa varnishstat varnishtop varnishhist",
    flags: "-1 -A -b -c -C -d -E -v -V -x -j -l -L",
    values: "-F -f -g -i -I -k -n -q -t -T -X -s -N -p",
    options: {
      "-w -P": { effect: "change", value: "required", operand: "write", because: "writes a file" },
      "-D -a": { effect: "change", because: "keeps running and writes a file" },
    },
    examples: {
      reads: ["varnishstat -1", "varnishlog -g request -q 'ReqURL ~ x'", "varnishtop -1 -i ReqURL"],
      acts: ["varnishlog -w /etc/x", "varnishlog -Da -w x", "varnishncsa -aw/x"],
    },
  },
  {
    names: "php-fpm php-fpm7.4 php-fpm8.0 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4",
    flags: "-t --test -v --version -m --modules -i --info -h --help",
    options: { "-y --fpm-config": configuration },
    check: checksWith("-t --test -v --version -m --modules -i --info -h --help", "-y --fpm-config"),
    examples: {
      reads: [
        "php-fpm -t",
        "php-fpm8.2 -v",
        "php-fpm -tt",
        "php-fpm8.3 -t -y /etc/php/8.3/fpm/php-fpm.conf",
      ],
      acts: ["php-fpm", "php-fpm -D", "php-fpm -t -y /tmp/x", "php-fpm -t -d extension=/tmp/x.so"],
    },
  },
  {
    names: "lighttpd",
    flags: "-t -p -v -V -h",
    options: { "-f": configuration },
    check: checksWith("-t -p -v -V -h", "-f"),
    examples: {
      reads: ["lighttpd -t -f /etc/lighttpd/lighttpd.conf", "lighttpd -v", "lighttpd -V"],
      acts: [
        "lighttpd -f /etc/x",
        "lighttpd -t -f /tmp/x",
        "lighttpd -tf/etc/x -m /tmp",
        "lighttpd -D",
      ],
    },
  },
  {
    names: "a2query",
    flags: "-q -m -s -c -M -d -a -v -h",
    operands: "name",
    examples: {
      reads: ["a2query -m", "a2query -s", "a2query -m ssl"],
      acts: ["a2query -z", "a2query --x", "a2query -mz"],
    },
  },
  {
    names: "a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf phpenmod phpdismod",
    ...control,
    examples: { reads: [], acts: ["a2enmod ssl", "a2dissite x", "phpenmod -v 8 x"] },
  },
];
