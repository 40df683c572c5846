/**
 * What programs read to find their pager. For a command of the agent they all say "cat", which git, systemd and others
 * know as none; before the next prompt each is again what it was, exported or not, set or not. One that the command
 * itself has changed stays as the command left it.
 */
export const pagerVariables =
  "PAGER GIT_PAGER MANPAGER SYSTEMD_PAGER AWS_PAGER PSQL_PAGER BAT_PAGER DELTA_PAGER GH_PAGER APT_PAGER DPKG_PAGER ANSIBLE_PAGER";
