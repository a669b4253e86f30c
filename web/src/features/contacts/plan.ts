// What a person decided about a file before it is read in.
import { client, upload } from "../../kit/client";
import type { paths } from "../../api/schema";

export interface PreviewColumn {
  index: number;
  title: string;
  sample: string[];
  guess: string;
}

/** The answer of the preview; it comes by an upload with progress, past the typed client. */
export interface Preview {
  upload: string;
  encoding: string;
  separator: string;
  has_header: boolean;
  columns: PreviewColumn[];
  rows: number;
}

export type Plan =
  paths["/api/v1/projects/{project}/audiences/{audience}/imports"]["post"]["requestBody"]["content"]["application/json"];

export function askPreview(
  project: number,
  file: File,
  encoding: string,
  onProgress: (share: number) => void,
): Promise<Preview> {
  const form = new FormData();
  form.append("file", file);
  if (encoding) form.append("encoding", encoding);
  return upload(`/api/v1/projects/${project}/audiences/preview`, form, onProgress);
}

export async function startImport(project: number, audience: number, plan: Plan): Promise<void> {
  await client.POST("/api/v1/projects/{project}/audiences/{audience}/imports", {
    params: { path: { project, audience } },
    body: plan,
  });
}

/** The guesses as a mapping; a meaning may be used once, the first column keeps it. */
export function guessed(columns: PreviewColumn[]): Record<string, string> {
  const taken = new Set<string>();
  return Object.fromEntries(
    columns.map(({ index, guess }) => {
      const free = guess !== "skip" && !taken.has(guess);
      taken.add(guess);
      return [String(index), free ? guess : "skip"];
    }),
  );
}

/** Gives a column its meaning and takes it from the one that had it. */
export function assigned(mapping: Record<string, string>, column: string, meaning: string): Record<string, string> {
  const others = Object.entries(mapping).map(([key, value]) => [
    key,
    value === meaning && meaning !== "skip" ? "skip" : value,
  ]);
  return { ...Object.fromEntries(others), [column]: meaning };
}

export function phoneIsMapped(mapping: Record<string, string>): boolean {
  return Object.values(mapping).includes("phone");
}
