// The form's state, the document it makes, what the backend says of it, and saving.
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Menu } from "./menu";
import { toDocument } from "./menuDocument";
import { useProblems } from "./useProblems";

export type Change = (patch: Partial<Menu>) => void;

function useTitles() {
  const { t } = useTranslation("flows");
  return useMemo(
    () => ({
      start: t("node.start"),
      key: (digit: string) => t("node.key", { digit }),
      words: (words: string[]) => t("node.words", { words: words.join(", ") }),
      nobody: (of: string) => t("node.nobody", { of }),
      other: t("node.other"),
      silence: t("node.silence"),
    }),
    [t],
  );
}

interface Given {
  name: string;
  menu: Menu;
  id?: number;
}

export function useFlow({ name: first, menu: initial, id }: Given) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const navigate = useNavigate();
  const titles = useTitles();
  const [name, setName] = useState(first);
  const [menu, setMenu] = useState(initial);
  const document = useMemo(() => toDocument(menu, titles), [menu, titles]);
  const problems = useProblems(document);
  const deed = useDeed<unknown>("/flows");
  const save = () => {
    const body = { name: name.trim(), document: document as never };
    deed.mutate({
      act: () =>
        id === undefined
          ? client.POST("/api/v1/projects/{project}/flows", { params: { path: { project } }, body })
          : client.PUT("/api/v1/projects/{project}/flows/{flow_id}", {
              params: { path: { project, flow_id: id } },
              body,
            }),
      then: () => {
        say(t("saved", { name }));
        void navigate({ to: "/p/$project/flows", params: { project: String(project) } });
      },
    });
  };
  const change: Change = (patch) => setMenu({ ...menu, ...patch });
  return { name, setName, menu, change, document, problems, save, deed };
}
