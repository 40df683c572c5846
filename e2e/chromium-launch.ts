/** How every test starts Chromium: a real one, quiet about updates, and fit for a container. */
export const chromiumLaunch = {
  executablePath: process.env["FAIRLEAD_CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
