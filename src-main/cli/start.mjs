const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `Fairlead needs Node 24 or newer; this is ${process.versions.node}. Install it and run npm start again.\n`,
  );
  process.exit(1);
}
const { start } = await import("./start.ts");
process.exitCode = await start(process.argv.slice(2));
