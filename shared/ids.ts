import { z } from "zod";

const tail = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Every id names its kind in front, so that a host id can never be passed where a terminal id is meant. */
export const hostId = z.templateLiteral(["host-", tail]);
export const terminalId = z.templateLiteral(["term-", tail]);
export const conversationId = z.templateLiteral(["conv-", tail]);
export const turnId = z.templateLiteral(["turn-", tail]);
export const itemId = z.templateLiteral(["item-", tail]);
export const runId = z.templateLiteral(["run-", tail]);
export const approvalId = z.templateLiteral(["appr-", tail]);
export const questionId = z.templateLiteral(["ques-", tail]);
export const profileId = z.templateLiteral(["model-", tail]);
export const credentialId = z.templateLiteral(["cred-", tail]);
export const permissionId = z.templateLiteral(["perm-", tail]);
export const backupId = z.templateLiteral(["back-", tail]);
export const fleetId = z.templateLiteral(["fleet-", tail]);
export const recordingId = z.templateLiteral(["rec-", tail]);
export const planId = z.templateLiteral(["plan-", tail]);

export type HostId = z.infer<typeof hostId>;
export type TerminalId = z.infer<typeof terminalId>;
export type ConversationId = z.infer<typeof conversationId>;
export type TurnId = z.infer<typeof turnId>;
export type ItemId = z.infer<typeof itemId>;
export type RunId = z.infer<typeof runId>;
export type ApprovalId = z.infer<typeof approvalId>;
export type QuestionId = z.infer<typeof questionId>;
export type ProfileId = z.infer<typeof profileId>;
export type CredentialId = z.infer<typeof credentialId>;
export type PermissionId = z.infer<typeof permissionId>;
export type BackupId = z.infer<typeof backupId>;
export type FleetId = z.infer<typeof fleetId>;
export type RecordingId = z.infer<typeof recordingId>;
export type PlanId = z.infer<typeof planId>;

/** The machine Fairlead itself runs on; always in the inventory, cannot be removed. */
export const localHostId: HostId = "host-local";
