// Sign-in and sign-out at django-allauth's headless door.
import { send } from "../kit/client";
import { ApiError } from "../kit/errors";

const ROOT = "/_allauth/browser/v1/auth";

export type SignInFault = "wrong" | "tooMany" | "other";

/** The first answer of allauth, also a refusal, brings the CSRF cookie. */
async function prepare(): Promise<void> {
  await fetch(`${ROOT}/session`, { credentials: "same-origin" });
}

export async function signIn(email: string, password: string): Promise<void> {
  await prepare();
  try {
    await send("POST", `${ROOT}/login`, { email, password });
  } catch (error) {
    // 409 says that this browser is signed in already: that is what was asked for.
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}

export function faultOf(error: unknown): SignInFault {
  if (!(error instanceof ApiError)) return "other";
  if (error.status === 429 || error.faults.some(({ message }) => /too many|слишком/i.test(message))) return "tooMany";
  return error.status === 400 || error.status === 401 ? "wrong" : "other";
}

/** Allauth answers 401 after a sign-out: nobody is signed in any more. */
export async function signOut(): Promise<void> {
  try {
    await send("DELETE", `${ROOT}/session`);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  }
}
