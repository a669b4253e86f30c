// The backend checks the document as it is written; nothing is judged here.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import type { FlowProblem } from "../../kit/types";
import type { Document } from "./menuDocument";

const PAUSE_MS = 500;

export function useProblems(document: Document): FlowProblem[] {
  const project = useProject();
  const [settled] = useDebouncedValue(JSON.stringify(document), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ["post", "/flows/check", project, settled],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const path = { params: { path: { project } }, body: { document: JSON.parse(settled) as never } };
      return (await client.POST("/api/v1/projects/{project}/flows/check", path)).data!;
    },
  });
  return data?.problems ?? [];
}
