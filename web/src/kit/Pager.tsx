// The footer of a list: «Страница», «Показывать по», «Показано N–M из K, всего T».
import { Group, Pagination, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { type Search, SIZES } from "./address";
import * as format from "./format";
import { useLanguage } from "./me";
import type { Page } from "./types";

export function shown(page: Page<unknown>): { from: number; to: number } {
  const from = page.found ? (page.page - 1) * page.per + 1 : 0;
  return { from, to: Math.min(page.found, page.page * page.per) };
}

export function Pager({ page, onChange }: { page: Page<unknown>; onChange: (patch: Search) => void }) {
  const { t } = useTranslation("kit");
  const language = useLanguage();
  const { from, to } = shown(page);
  const pages = Math.max(1, Math.ceil(page.found / page.per));
  const figure = (value: number) => format.count(value, language);
  return (
    <Group justify="space-between" gap="sm" px="sm" py="xs" className="pager">
      <Text size="sm" c="dimmed" className="figures" role="status">
        {t("pager.shown", { from: figure(from), to: figure(to), found: figure(page.found), total: figure(page.total) })}
      </Text>
      <Group gap="md">
        <Group gap={6}>
          <Text size="sm" c="dimmed" id="per-label">
            {t("pager.per")}
          </Text>
          <Select
            aria-label={t("pager.per")}
            size="xs"
            w={76}
            data={SIZES.map(String)}
            value={String(page.per)}
            allowDeselect={false}
            onChange={(per) => onChange({ per: per === "10" || !per ? undefined : per })}
          />
        </Group>
        {pages > 1 && (
          <Group gap={6}>
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {t("pager.page")}
            </Text>
            <Pagination
              aria-label={t("pager.page")}
              size="sm"
              total={pages}
              value={page.page}
              onChange={(value) => onChange({ page: value === 1 ? undefined : String(value) })}
              getItemProps={(value) => ({ "aria-label": `${t("pager.page")} ${value}` })}
              getControlProps={(control) => ({ "aria-label": t(`pager.${control}` as "pager.next") })}
            />
          </Group>
        )}
      </Group>
    </Group>
  );
}
