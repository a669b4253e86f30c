// Names for what this room's doors answer and take.
import type { Answer, Body } from "../../kit/types";

const root = "/api/v1/projects/{project}/integrations";
type Root = typeof root;

export type Integration = Answer<Root>["items"][number];
export type IntegrationDetail = Answer<`${Root}/{integration_id}`>;
export type IntegrationBody = Body<Root, "post">;
export type Delivery = Answer<`${Root}/{integration_id}/deliveries`>["items"][number];

export const TONES = { waiting: "calm", queued: "busy", sent: "good", failed: "bad" } as const;

/** What any text may mention; the project's own fields come beside these. */
export const VARIABLES = [
  ...["phone", "surname", "name", "second_name", "birthdate", "email", "link"],
  ...["call_id", "call_started_at", "campaign_id", "campaign_name", "project_name", "lead_tag", "key", "words"],
  ...["duration", "status", "outcome", "keys", "recording_url", "cost", "answered_by", "transferred_to"],
];
