import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import type { Column } from "../../kit/DataList";
import { useProject } from "../../kit/me";
import type { Contact } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Phone, StackedMoment } from "../../kit/Written";

const PLAIN = ["surname", "name", "second_name", "birthdate", "sex", "email", "link"] as const;

/** Dates without a time need no zone: `1990-12-31` is written as it stands. */
export function plainDate(iso: string | null): string {
  return iso ? iso.split("-").reverse().join(".") : "";
}

/** Only the columns that somebody on the page has filled; a list of bare phones stays narrow. */
export function useContactColumns(rows: Contact[]): Column<Contact>[] {
  const { t } = useTranslation("contacts");
  const word = useWord("contacts");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/fields", {
    params: { path: { project }, query: { per: 200 } },
  });
  return useMemo(() => {
    const custom = (data?.items ?? []).filter((field) => !field.system);
    const written = (row: Contact, key: (typeof PLAIN)[number]) => {
      if (key === "birthdate") return plainDate(row.birthdate);
      return key === "sex" ? word("sex", row.sex) : row[key];
    };
    return [
      {
        key: "phone",
        title: t("meaning.phone"),
        width: 180,
        card: "head",
        render: (row) => <Phone digits={row.phone} />,
      },
      ...PLAIN.filter((key) => rows.some((row) => row[key])).map((key): Column<Contact> => ({
        key,
        title: t(`meaning.${key}`),
        render: (row) => written(row, key) || "—",
      })),
      ...custom
        .filter(({ variable }) => rows.some((row) => row.custom[variable]))
        .map(({ variable, name }): Column<Contact> => ({
          key: `custom.${variable}`,
          title: name,
          render: (row) => String(row.custom[variable] ?? "—"),
        })),
      { key: "added_at", title: t("column.added"), width: 116, render: (row) => <StackedMoment at={row.added_at} /> },
    ];
  }, [rows, data, t, word]);
}
