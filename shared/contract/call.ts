import { oc } from "@orpc/contract";
import { fairleadError } from "../errors.ts";

/** The start of every procedure: an expected failure arrives as the defined error FAILED with a `FairleadError` in `data`. */
export const call = oc.errors({ FAILED: { status: 422, data: fairleadError } });
