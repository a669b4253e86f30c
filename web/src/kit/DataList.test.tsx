// The list says the right kind of nothing, and its footer counts right.
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import "./texts";

import { DataList } from "./DataList";
import { shown } from "./Pager";

const change = vi.fn();
vi.mock("./address", async (original) => ({
  ...(await original<typeof import("./address")>()),
  useAddress: () => ({ page: 1, per: 10, get: () => "", list: () => [], change }),
}));

interface Row {
  id: number;
  name: string;
}
const columns = [{ key: "name", title: "Название", render: (row: Row) => row.name }];
const page = (items: Row[], found = items.length, total = found) => ({ items, found, total, page: 1, per: 10 });
const query = (data?: ReturnType<typeof page>, error: unknown = null) => ({
  data,
  error,
  isPending: !data,
  refetch: vi.fn(),
});

function show(props: Partial<Parameters<typeof DataList<Row>>[0]> & { query: ReturnType<typeof query> }) {
  render(
    <MantineProvider>
      <DataList label="Список" columns={columns} {...props} />
    </MantineProvider>,
  );
}

beforeEach(() => change.mockReset());

test("rows are shown with the footer «Показано N–M из K, всего T»", () => {
  show({ query: query(page([{ id: 1, name: "Первая" }], 1, 12)) });
  expect(screen.getByText("Первая")).toBeTruthy();
  expect(screen.getByText("Показано 1–1 из 1, всего 12")).toBeTruthy();
});

test("an empty list offers to create", () => {
  show({ query: query(page([])), emptyAction: <button>Создать</button> });
  expect(screen.getByText("Список пуст")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Создать" })).toBeTruthy();
});

test("a filter with no result offers to reset", async () => {
  const onReset = vi.fn();
  show({ query: query(page([], 0, 9)), filtered: true, onReset });
  await userEvent.click(screen.getByRole("button", { name: "Сбросить" }));
  expect(onReset).toHaveBeenCalledOnce();
});

test("a failure offers to try again", async () => {
  const failed = query(undefined, new TypeError("network"));
  show({ query: failed });
  await userEvent.click(screen.getByRole("button", { name: "Повторить" }));
  expect(failed.refetch).toHaveBeenCalledOnce();
});

test("another page is asked by its number", async () => {
  show({ query: query({ ...page([{ id: 1, name: "А" }], 35), page: 1 }) });
  await userEvent.click(screen.getByRole("button", { name: "Страница 3" }));
  expect(change).toHaveBeenCalledWith({ page: "3" });
});

test.each([
  [
    { page: 1, per: 10, found: 0 },
    { from: 0, to: 0 },
  ],
  [
    { page: 2, per: 10, found: 15 },
    { from: 11, to: 15 },
  ],
])("%j shows %j", (part, range) => {
  expect(shown({ items: [], total: 99, ...part })).toEqual(range);
});
