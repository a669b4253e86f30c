// Every list of the product: a table on a desk, cards on a phone, the same footer, the same three kinds of nothing.
import { Box, Checkbox, Group, Paper, Skeleton, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { DataTable } from "mantine-datatable";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import "mantine-datatable/styles.css";

import { useAddress } from "./address";
import { EmptyList, Failed, NothingFound } from "./EmptyState";
import { Pager } from "./Pager";
import type { Page } from "./types";

export interface Column<T> {
  key: string;
  title: ReactNode;
  /** On a phone: the card's heading, its corner, a labelled line (default), its foot, or absent. */
  card?: "head" | "corner" | "line" | "foot" | "none";
  render: (row: T) => ReactNode;
  align?: "left" | "right" | "center";
  width?: number | string;
}

interface Query<T> {
  data?: Page<T>;
  error: unknown;
  isPending: boolean;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

interface Props<T> {
  label: string;
  query: Query<T>;
  columns: Column<T>[];
  filtered?: boolean;
  onReset?: () => void;
  emptyHint?: string;
  emptyAction?: ReactNode;
  selection?: { rows: T[]; onChange: (rows: T[]) => void };
  minWidth?: number;
}

export function DataList<T extends { id: number }>(props: Props<T>) {
  const { query } = props;
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const address = useAddress();
  if (query.error && !query.data) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Loading />;
  if (!query.data.items.length) return <Nothing {...props} page={query.data} />;
  return (
    <Stack gap={0} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
      {narrow ? <Cards {...props} rows={query.data.items} /> : <Table {...props} rows={query.data.items} />}
      <Pager page={query.data} onChange={address.change} />
    </Stack>
  );
}

function Loading() {
  const { t } = useTranslation("kit");
  return (
    <Stack gap="xs" p="md" role="status" aria-label={t("loading")}>
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} h={38} />
      ))}
    </Stack>
  );
}

function Nothing<T>({ page, filtered, onReset, emptyHint, emptyAction }: Props<T> & { page: Page<T> }) {
  const address = useAddress();
  if (page.found && address.page > 1) return <NothingFound onReset={() => address.change({ page: undefined })} />;
  if (filtered && onReset) return <NothingFound onReset={onReset} />;
  return <EmptyList hint={emptyHint} action={emptyAction} />;
}

function Table<T extends { id: number }>({ label, columns, rows, selection, minWidth }: Props<T> & { rows: T[] }) {
  const { t } = useTranslation("kit");
  return (
    <DataTable<T>
      aria-label={label}
      style={{ minWidth }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}
      records={rows}
      highlightOnHover
      emptyState={<span />}
      fz="sm"
      backgroundColor="var(--surface)"
      borderColor="var(--line)"
      rowBorderColor="var(--line)"
      verticalSpacing={6}
      horizontalSpacing={8}
      columns={columns.map((column) => ({
        accessor: column.key,
        title: column.title,
        render: column.render,
        textAlign: column.align,
        width: column.width,
      }))}
      {...(selection && {
        selectedRecords: selection.rows,
        onSelectedRecordsChange: selection.onChange,
        allRecordsSelectionCheckboxProps: { "aria-label": t("selectAll") },
        getRecordSelectionCheckboxProps: (row: T) => ({ "aria-label": t("selectRow", { id: row.id }) }),
      })}
    />
  );
}

function Cards<T extends { id: number }>({ label, columns, rows, selection }: Props<T> & { rows: T[] }) {
  return (
    <Stack component="ul" gap="xs" aria-label={label} className="cards">
      {rows.map((row) => (
        <Card key={row.id} row={row} columns={columns} selection={selection} />
      ))}
    </Stack>
  );
}

type CardProps<T> = Pick<Props<T>, "columns" | "selection"> & { row: T };

function Card<T extends { id: number }>({ row, columns, selection }: CardProps<T>) {
  const of = (place: Column<T>["card"]) => columns.filter((column) => (column.card ?? "line") === place);
  return (
    <Paper component="li" withBorder p="sm" radius="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
        {selection && <CardTick row={row} selection={selection} />}
        <Box miw={0} flex={1} fw={600}>
          {of("head").map((column) => (
            <Box key={column.key}>{column.render(row)}</Box>
          ))}
        </Box>
        <Group gap={4} wrap="nowrap">
          {of("corner").map((column) => (
            <Box key={column.key}>{column.render(row)}</Box>
          ))}
        </Group>
      </Group>
      <dl className="card-lines">
        {of("line").map((column) => (
          <div key={column.key}>
            <dt>{column.title}</dt>
            <dd>{column.render(row)}</dd>
          </div>
        ))}
      </dl>
      {of("foot").map((column) => (
        <Box key={column.key} mt="xs">
          {column.render(row)}
        </Box>
      ))}
    </Paper>
  );
}

function CardTick<T extends { id: number }>({ row, selection }: Required<Pick<CardProps<T>, "row" | "selection">>) {
  const { t } = useTranslation("kit");
  const ticked = selection.rows.some((one) => one.id === row.id);
  const rest = selection.rows.filter((one) => one.id !== row.id);
  return (
    <Checkbox
      aria-label={t("selectRow", { id: row.id })}
      checked={ticked}
      onChange={() => selection.onChange(ticked ? rest : [...rest, row])}
    />
  );
}
