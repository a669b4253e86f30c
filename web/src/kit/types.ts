// Names for what the API answers and takes, read from its paths so that a renamed schema changes nothing here.
import type { paths } from "../api/schema";

type Json<R> = R extends { content: { "application/json": infer B } } ? B : never;
type Method = "get" | "post" | "put" | "patch" | "delete";
type Good<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R];

export type Answer<P extends keyof paths, M extends Method = "get"> = paths[P][M] extends { responses: infer R }
  ? Good<R>
  : never;
export type Body<P extends keyof paths, M extends Method> = paths[P][M] extends { requestBody: infer B }
  ? Json<B>
  : never;
type Item<T> = T extends { items: (infer I)[] } ? I : T extends (infer I)[] ? I : never;

const root = "/api/v1/projects/{project}";
type Root = typeof root;

export type Me = Answer<"/api/v1/me">;
export type Project = Item<Answer<"/api/v1/projects">>;
export type Audience = Item<Answer<`${Root}/audiences`>>;
export type Contact = Item<Answer<`${Root}/audiences/{audience}/contacts`>>;
export type ContactImport = Item<Answer<`${Root}/audiences/{audience}/imports`>>;
export type StopEntry = Item<Answer<"/api/v1/stop-list">>;
export type ContactField = Item<Answer<`${Root}/fields`>>;
export type Material = Item<Answer<`${Root}/materials`>>;
export type Voice = Item<Answer<`${Root}/materials/voices`>>;
export type Flow = Item<Answer<`${Root}/flows`>>;
export type FlowProblem = Flow["problems"][number];
export type Rehearsed = Answer<`${Root}/flows/rehearse`, "post">;
export type Campaign = Item<Answer<`${Root}/campaigns`>>;
export type CampaignDetail = Answer<`${Root}/campaigns/{campaign_id}`>;
export type CampaignBody = Body<`${Root}/campaigns`, "post">;
export type CampaignCheck = Answer<`${Root}/campaigns/{campaign_id}/check`, "post">;
export type CampaignStatistics = Answer<`${Root}/campaigns/{campaign_id}/statistics`>;
export type Run = CampaignDetail["runs"][number];
export type Size = Campaign["size"];
export type Call = Item<Answer<`${Root}/calls`>>;
export type Message = Item<Answer<`${Root}/messages`>>;
export type ProjectStatistics = Answer<`${Root}/statistics`>;
export type PhoneNumber = Item<Answer<"/api/v1/numbers">>;
export type Transaction = Item<Answer<"/api/v1/transactions">>;
export interface Page<T> {
  items: T[];
  total: number;
  found: number;
  page: number;
  per: number;
}
