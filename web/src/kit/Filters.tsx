// The filter panel: folded away by default, with the number of active filters on its button; «Применить» and «Сбросить».
import { Button, Collapse, Group, Paper, SimpleGrid } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { type Address, useAddress } from "./address";

export type Draft = Record<string, string>;

export interface Filtering {
  address: Address;
  draft: Draft;
  set: (key: string, value: string | null) => void;
  apply: () => void;
  reset: () => void;
  active: number;
}

/** Holds what is typed until «Применить»; what is applied lives in the address. */
export function useFilters(keys: readonly string[]): Filtering {
  const address = useAddress();
  const applied = keys.map((key) => address.get(key)).join("\u0000");
  const read = () => Object.fromEntries(keys.map((key) => [key, address.get(key)]));
  const [draft, setDraft] = useState<Draft>(read);
  useEffect(() => setDraft(read()), [applied]);
  return {
    address,
    draft,
    set: (key, value) => setDraft((now) => ({ ...now, [key]: value ?? "" })),
    apply: () => address.change(draft),
    reset: () => address.change(Object.fromEntries(keys.map((key) => [key, undefined]))),
    active: keys.filter((key) => address.get(key)).length,
  };
}

interface Props {
  filters: Filtering;
  children: ReactNode;
  columns?: number;
  /** What stands beside the button: a search line, downloads. */
  beside?: ReactNode;
}

export function Filters({ filters, children, beside, columns = 4 }: Props) {
  const { t } = useTranslation("kit");
  const [open, { toggle }] = useDisclosure(filters.active > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    filters.apply();
  };
  const title = filters.active ? t("filters.some", { count: filters.active }) : t("filters.none");
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Button
          variant={filters.active ? "light" : "default"}
          leftSection={<IconFilter size={16} />}
          onClick={toggle}
          aria-expanded={open}
        >
          {open ? t("filters.fold") : title}
        </Button>
        {beside}
      </Group>
      <Collapse expanded={open}>
        <Paper component="form" onSubmit={submit} withBorder p="sm" radius="md" mt="xs" role="search">
          <SimpleGrid cols={{ base: 1, sm: 2, md: columns }} spacing="sm" verticalSpacing="xs">
            {children}
          </SimpleGrid>
          <Group gap="xs" mt="sm">
            <Button type="submit">{t("apply")}</Button>
            <Button variant="default" onClick={filters.reset}>
              {t("reset")}
            </Button>
          </Group>
        </Paper>
      </Collapse>
    </>
  );
}
