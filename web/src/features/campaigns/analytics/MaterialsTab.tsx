// Which clip brings more leads.
import { Group, Progress, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ClipButton } from "../../../kit/ClipButton";
import { api } from "../../../kit/client";
import { EmptyList } from "../../../kit/EmptyState";
import * as format from "../../../kit/format";
import { useLanguage, useProject } from "../../../kit/me";
import { Count } from "../../../kit/Written";
import { Waiting } from "../../../kit/Waiting";

export function MaterialsTab({ campaign }: { campaign: number }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const language = useLanguage();
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns/{campaign_id}/materials", {
    params: { path: { project, campaign_id: campaign } },
  });
  const { data } = query;
  if (!data) return <Waiting query={query} />;
  const best = Math.max(0.0001, ...data.map(({ answered, leads }) => (answered ? leads / answered : 0)));
  if (!data.length)
    return (
      <div className="surface">
        <EmptyList hint={t("materials.empty")} />
      </div>
    );
  return (
    <Table.ScrollContainer minWidth={520} className="surface">
      <Table verticalSpacing="xs" aria-label={t("analytics.materials")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("column.name")}</Table.Th>
            <Table.Th>{t("materials.clip")}</Table.Th>
            <Table.Th ta="right">{t("stat.answered")}</Table.Th>
            <Table.Th ta="right">{t("column.leads")}</Table.Th>
            <Table.Th w={220}>{t("materials.conversion")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map(({ material, answered, leads }) => (
            <Table.Tr key={material.id}>
              <Table.Td>{material.name}</Table.Td>
              <Table.Td>{material.audio_url && <ClipButton src={material.audio_url} />}</Table.Td>
              <Table.Td ta="right">
                <Count value={answered} />
              </Table.Td>
              <Table.Td ta="right">
                <Count value={leads} />
              </Table.Td>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <Text size="sm" fw={600} w={62} className="figures">
                    {answered ? format.share((leads / answered) * 100, language) : "—"}
                  </Text>
                  <Progress
                    flex={1}
                    color="orange"
                    value={answered ? (leads / answered / best) * 100 : 0}
                    aria-label={t("materials.conversion")}
                  />
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
