// Names for what this room's doors answer and take.
import type { Answer, Body } from "../../kit/types";

export type Trunk = Answer<"/api/v1/trunks">[number];
export type TrunkReport = Trunk["reports"][number];
export type NewTrunk = Body<"/api/v1/trunks", "post">;

export const TRANSPORTS = ["udp", "tcp", "tls"] as const;
export const CALLER_FORMS = ["as_is", "e164", "plus", "national8"] as const;
export const SRTP = ["off", "optional", "required"] as const;
export const CODECS = ["PCMA", "PCMU"];
