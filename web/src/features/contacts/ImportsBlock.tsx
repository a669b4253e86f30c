// The verdict of the last import: every row accounted for, the bad ones in a file.
import { Alert, Group, Loader, Paper, SimpleGrid, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { Downloads } from "../../kit/Downloads";
import { useProject } from "../../kit/me";
import type { ContactImport } from "../../kit/types";
import { Count, Moment } from "../../kit/Written";

const GOING = ["queued", "running"];
const COUNTS = ["rows", "added", "updated", "unchanged", "duplicate", "invalid", "empty", "stop_listed"] as const;
/** Imports tell of themselves over the WebSocket; asking is only for when it is down. */
const ASK_MS = 4_000;

export function ImportsBlock({ audience }: { audience: number }) {
  const project = useProject();
  const { data } = api.useQuery(
    "get",
    "/api/v1/projects/{project}/audiences/{audience}/imports",
    { params: { path: { project, audience }, query: { per: 10 } } },
    {
      refetchInterval: ({ state }) => (state.data?.items.some((one) => GOING.includes(one.state)) ? ASK_MS : false),
    },
  );
  const last = data?.items[0];
  return last ? <Verdict audience={audience} last={last} /> : null;
}

function Verdict({ audience, last }: { audience: number; last: ContactImport }) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const going = GOING.includes(last.state);
  const path = `/api/v1/projects/${project}/audiences/${audience}/imports/${last.id}/verdict`;
  return (
    <Paper withBorder radius="md" p="md" mb="md" data-import={last.state}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="xs">
          {going && <Loader size="xs" />}
          <Title order={2} size="h5">
            {t(`import.${last.state as "queued"}`)}
          </Title>
          <Text size="sm" c="dimmed">
            {last.file_name} · <Moment at={last.finished_at ?? last.created_at} />
          </Text>
        </Group>
        {last.state === "done" && <Downloads label={t("verdict")} size="xs" path={path} />}
      </Group>
      {last.error && <Alert color="red" mb="xs" children={last.error} />}
      <SimpleGrid cols={{ base: 2, xs: 4, lg: 8 }} spacing="xs" component="dl" m={0}>
        {COUNTS.map((key) => (
          <div key={key} className="tally" data-tone={key === "invalid" && last.counts[key] ? "bad" : undefined}>
            <dt>{t(`tally.${key}`)}</dt>
            <dd className="figures">
              <Count value={last.counts[key] ?? 0} />
            </dd>
          </div>
        ))}
      </SimpleGrid>
      {!going && (
        <Text size="xs" c="dimmed" mt="xs">
          {t("tallyHint")}
        </Text>
      )}
    </Paper>
  );
}
