// One shape for everything the backend refuses: words for a person, and the field they belong to.
import i18n from "../app/i18n";

export interface FieldFault {
  field: string;
  message: string;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string,
    readonly faults: FieldFault[],
  ) {
    super(message);
  }
}

interface Answer {
  code?: string;
  message?: string;
  field?: string;
  errors?: { field?: string; param?: string; message?: string }[];
}

export async function errorFrom(response: Response): Promise<ApiError> {
  const answer: Answer = await response
    .clone()
    .json()
    .catch(() => ({}));
  const faults = (answer.errors ?? []).map((fault) => ({
    field: fault.field ?? fault.param ?? "",
    message: fault.message ?? "",
  }));
  const words = answer.message || faults[0]?.message || wordsFor(response.status);
  return new ApiError(response.status, answer.code ?? "", words, answer.field ?? "", faults);
}

function wordsFor(status: number): string {
  if (status >= 500) return i18n.t("kit:error.server");
  if (status === 404) return i18n.t("kit:error.absent");
  if (status === 403) return i18n.t("kit:error.forbidden");
  return i18n.t("kit:error.unexpected", { status });
}

export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return i18n.t("kit:error.network");
}

/** Faults by form field; what belongs to no field of the form is left to the caller's notification. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const own = error.field ? { [error.field]: error.message } : {};
  return { ...Object.fromEntries(error.faults.map((fault) => [fault.field, fault.message])), ...own };
}
