// Names for what this room's doors answer.
import type { Answer } from "../../kit/types";

export type FollowUp = Answer<"/api/v1/projects/{project}/follow-ups">["items"][number];
export type Assignee = Answer<"/api/v1/projects/{project}/follow-ups/assignees">[number];

export const STATES = ["new", "in_work", "done"] as const;
export const TONES = { new: "accent", in_work: "busy", done: "good" } as const;

export function nameOf(person: Assignee): string {
  return [person.name, person.surname].filter(Boolean).join(" ") || person.email;
}
