// The form of a campaign and its two translations: from what the backend keeps, to what it takes.
import * as format from "../../../kit/format";
import type { CampaignBody, CampaignDetail } from "../../../kit/types";

export interface Clip {
  material: number;
  name: string;
  start: number;
}

export type MachineAction = CampaignDetail["machine_action"];

export interface Values {
  name: string;
  channel: "voice" | "sms";
  flow: string | null;
  clips: Clip[];
  sender: string;
  text: string;
  audiences: string[];
  stopAudiences: string[];
  routing: string;
  numbers: string[];
  leadLimit: number;
  spendLimit: string;
  answerWait: number;
  actionWait: number;
  redial: boolean;
  redialAttempts: number;
  redialInterval: number;
  declined: boolean;
  refusalAgain: boolean;
  speed: number;
  record: boolean;
  machines: boolean;
  machineAction: MachineAction;
  silence: boolean;
  day: string | null;
  zone: string;
  from: string;
  to: string;
  windowed: boolean;
  days: string[];
}

export const WEEK = ["1", "2", "3", "4", "5", "6", "7"];

export function fresh(name: string, zone: string): Values {
  return {
    name,
    channel: "voice",
    flow: null,
    clips: [],
    sender: "",
    text: "",
    audiences: [],
    stopAudiences: [],
    routing: "own_numbers",
    numbers: [],
    leadLimit: 0,
    spendLimit: "",
    answerWait: 27,
    actionWait: 7,
    redial: false,
    redialAttempts: 3,
    redialInterval: 60,
    declined: false,
    refusalAgain: false,
    speed: 3600,
    record: false,
    machines: false,
    machineAction: "hang_up",
    silence: false,
    day: null,
    zone,
    from: "09:00",
    to: "18:00",
    windowed: false,
    days: WEEK,
  };
}

/** A day ahead means a start at «Начиная с» of that day; without a day a person starts it. */
export function toBody(values: Values): CampaignBody {
  const voice = values.channel === "voice";
  return {
    name: values.name.trim(),
    channel: values.channel,
    flow: voice && values.flow ? Number(values.flow) : null,
    materials: voice ? values.clips.map(({ material, start }) => ({ material, recognition_start_seconds: start })) : [],
    sender: values.sender.trim(),
    text: voice ? "" : values.text,
    audiences: values.audiences.map(Number),
    stop_audiences: values.stopAudiences.map(Number),
    routing: values.routing,
    numbers: voice && values.routing === "own_numbers" ? values.numbers.map(Number) : [],
    lead_limit: values.leadLimit,
    spend_limit: values.spendLimit || "0",
    answer_wait_seconds: values.answerWait,
    action_wait_seconds: values.actionWait,
    redial_attempts: values.redial ? values.redialAttempts : 0,
    redial_interval_seconds: values.redialInterval,
    busy_after_ring_ends: values.declined,
    refusal_again: values.refusalAgain,
    speed_per_hour: values.speed,
    record_calls: values.record,
    detect_answering_machine: values.machines,
    machine_action: values.machineAction,
    detect_silence: values.silence,
    start_at: values.day ? format.wallToIso(values.day, values.from, values.zone) : null,
    time_zone: values.zone,
    window: values.windowed ? { days: values.days.map(Number), start: values.from, end: values.to } : null,
  };
}

export function fromDetail(kept: CampaignDetail): Values {
  const window = kept.window as CampaignBody["window"];
  const start = kept.start_at ? format.momentParts(kept.start_at, kept.time_zone) : null;
  return {
    name: kept.name,
    channel: kept.channel === "sms" ? "sms" : "voice",
    flow: kept.flow ? String(kept.flow.id) : null,
    clips: kept.materials.map((one) => ({
      material: one.material,
      name: one.name,
      start: one.recognition_start_seconds,
    })),
    sender: kept.sender,
    text: kept.text,
    audiences: kept.audiences.map(({ id }) => String(id)),
    stopAudiences: kept.stop_audiences.map(({ id }) => String(id)),
    routing: kept.routing,
    numbers: kept.numbers.map(({ id }) => String(id)),
    leadLimit: kept.lead_limit,
    spendLimit: Number(kept.spend_limit) ? String(Number(kept.spend_limit)) : "",
    answerWait: kept.answer_wait_seconds,
    actionWait: kept.action_wait_seconds,
    redial: kept.redial_attempts > 0,
    redialAttempts: kept.redial_attempts || 3,
    redialInterval: kept.redial_interval_seconds,
    declined: kept.busy_after_ring_ends,
    refusalAgain: kept.refusal_again,
    speed: kept.speed_per_hour,
    record: kept.record_calls,
    machines: kept.detect_answering_machine,
    machineAction: kept.machine_action,
    silence: kept.detect_silence,
    day: start ? start.date.split(".").reverse().join("-") : null,
    zone: kept.time_zone,
    from: window?.start ?? start?.time.slice(0, 5) ?? "09:00",
    to: window?.end ?? "18:00",
    windowed: Boolean(window),
    days: window?.days.map(String) ?? WEEK,
  };
}
