const most = process.env["FAIRLEAD_TEST_LATE"] ?? "";

/** Joins the environment of a process that is to be as late as these tests are (late-node.ts); mostly nothing. */
export const lateProcess: Readonly<Record<string, string>> =
  most === ""
    ? {}
    : {
        FAIRLEAD_TEST_LATE: most,
        NODE_OPTIONS: `--import=${new URL("late-node.ts", import.meta.url).href}`,
      };
