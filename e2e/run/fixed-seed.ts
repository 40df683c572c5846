import fc from "fast-check";

/**
 * Property tests begin at the same place in every run, so that a red run is about what was changed. FAIRLEAD_SEED=random
 * looks elsewhere each time; a number repeats what a run has printed.
 */
const seed = process.env["FAIRLEAD_SEED"] ?? "20261121";
if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
