// The typed door to the API: session cookie, CSRF header, language, and one kind of error.
import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";

import type { paths } from "../api/schema";
import { currentLanguage } from "../app/i18n";
import { errorFrom } from "./errors";

type Listener = () => void;
let signedOut: Listener = () => undefined;

/** The shell says here what to do when the session has ended. */
export function onSignedOut(listener: Listener): void {
  signedOut = listener;
}

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

function ownHeaders(method: string): Record<string, string> {
  const language = { "Accept-Language": currentLanguage() };
  return method === "GET" ? language : { ...language, "X-CSRFToken": csrfToken() };
}

const rules: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(ownHeaders(request.method))) request.headers.set(name, value);
  },
  async onResponse({ response }) {
    if (response.ok) return;
    if (response.status === 401) signedOut();
    throw await errorFrom(response);
  },
};

export const client = createFetchClient<paths>({ baseUrl: location.origin });
client.use(rules);
export const api = createQueryClient(client);

/** For what OpenAPI types cannot carry: files in, sound out. */
export async function send(method: string, path: string, body?: FormData | object): Promise<Response> {
  const form = body instanceof FormData;
  const headers = form ? ownHeaders(method) : { ...ownHeaders(method), "Content-Type": "application/json" };
  const payload = form ? body : body && JSON.stringify(body);
  const response = await fetch(path, { method, headers, body: payload, credentials: "same-origin" });
  if (response.status === 401) signedOut();
  if (!response.ok) throw await errorFrom(response);
  return response;
}

/** Uploads with progress, which fetch cannot tell. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(ownHeaders("POST"))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new TypeError("network"));
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) resolve(JSON.parse(request.responseText) as T);
      else void errorFrom(response).then(reject);
    };
    request.send(form);
  });
}
