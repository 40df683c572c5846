import { expect, test } from "vitest";
import { isStarted } from "./started-files.ts";

for (const path of [
  "/etc/crontab",
  "/etc/cron.d/backup",
  "/var/spool/cron/crontabs/root",
  "/etc/systemd/system/app.service",
  "/etc/ssh/sshd_config",
  "/etc/profile.d/x.sh",
  "/etc/PAM.d/sshd",
  "/usr/local/bin/deploy",
  "/root/.bashrc",
  "/home/ada/.profile",
  "/srv/people/ada/.zshrc",
  "/home/ada/.config/systemd/user/x.service",
  "/srv/app/.git/hooks/post-merge",
]) {
  test(`${path} is run by something`, () => expect(isStarted(path, "/srv/people/ada")).toBe(true));
}

for (const path of [
  "/etc/motd",
  "/etc/nginx/nginx.conf",
  "/home/ada/notes.md",
  "/var/www/a.html",
]) {
  test(`${path} is a text`, () => expect(isStarted(path, "/home/ada")).toBe(false));
}
