import { z } from "zod";
import { call } from "./call.ts";

export const doctorCheck = z.object({
  name: z.string(),
  state: z.enum(["good", "warning", "bad"]),
  found: z.string(),
  /** What to do about it; null when good. */
  mend: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheck>;

export const appInfo = z.object({
  version: z.string(),
  runtime: z.enum(["electron", "web"]),
  platform: z.string(),
  home: z.string(),
  /** No model profile, no saved host, no conversation yet. */
  firstRun: z.boolean(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const appContract = {
  info: call.output(appInfo),
  doctor: call.output(z.array(doctorCheck)),
};
