import { Alert, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import "./texts";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import type { FlowProblem } from "../../kit/types";
import { Waiting } from "../../kit/Waiting";
import { TrialPanel } from "../trials/TrialPanel";
import { BackToFlows, FlowForm } from "./FlowForm";
import { type Document, fromDocument } from "./menuDocument";

export default function EditFlowPage() {
  const project = useProject();
  const flow = Number((useParams({ strict: false }) as { flow?: string }).flow);
  const query = api.useQuery(
    "get",
    "/api/v1/projects/{project}/flows/{flow_id}",
    { params: { path: { project, flow_id: flow } } },
    { refetchOnWindowFocus: false },
  );
  const { data } = query;
  if (!data || data.id !== flow) return <Waiting query={query} />;
  const menu = fromDocument(data.document as unknown as Document);
  if (!menu) return <TooRich id={data.id} name={data.name} problems={data.problems} document={data.document} />;
  return (
    <FlowForm key={`${data.id}`} title={data.name} name={data.name} menu={menu} id={data.id} locked={data.is_system} />
  );
}

interface Rich {
  id: number;
  name: string;
  problems: FlowProblem[];
  document: unknown;
}

/** A flow that the form cannot show is told as it is, never half of it. */
function TooRich({ id, name, problems, document }: Rich) {
  const { t } = useTranslation("flows");
  return (
    <>
      <PageHeader title={name} back={<BackToFlows />} />
      <Stack gap="md" maw={940}>
        <Alert color="gray" icon={<IconInfoCircle />} title={t("rich.title")}>
          {t("rich.text")}
        </Alert>
        {problems.map((problem) => (
          <Text key={`${problem.node}${problem.card}${problem.code}`} size="sm" c="var(--mantine-color-error)">
            {problem.node}: {problem.message}
          </Text>
        ))}
        <pre className="source" tabIndex={0} aria-label={t("rich.document")}>
          {JSON.stringify(document, null, 2)}
        </pre>
        <TrialPanel flow={id} document={document} />
      </Stack>
    </>
  );
}
