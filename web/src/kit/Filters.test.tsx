// The filter panel counts what is applied, not what is typed, and keeps it in the address.
import { MantineProvider, TextInput } from "@mantine/core";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import "./texts";

import { parseSearch, writeSearch } from "./address";
import { Filters, useFilters } from "./Filters";

function Panel() {
  const filters = useFilters(["name", "state"]);
  return (
    <Filters filters={filters}>
      {["name", "state"].map((key) => (
        <TextInput
          key={key}
          label={key}
          value={filters.draft[key] ?? ""}
          onChange={(event) => filters.set(key, event.currentTarget.value)}
        />
      ))}
    </Filters>
  );
}

async function show(address: string) {
  const router = createRouter({
    routeTree: createRootRoute({ component: Panel }),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch: writeSearch as (search: Record<string, unknown>) => string,
  });
  render(
    <MantineProvider env="test">
      <RouterProvider router={router as never} />
    </MantineProvider>,
  );
  await screen.findByRole("button", { name: /фильтр/i });
  return { asked: () => parseSearch(router.state.location.searchStr) };
}

/** A folded panel is a sleeping Activity, so its parts are waited for until they wake. */
const button = (name: string) => screen.findByRole("button", { name });
const press = async (name: string) => userEvent.click(await button(name));
const fold = () => press("Свернуть фильтр");

test("without filters the panel is folded and its button has no number", async () => {
  await show("/?tab=archive&page=2");
  expect((await button("Фильтры")).getAttribute("aria-expanded")).toBe("false");
});

test.each([
  ["/?name=осень", "Фильтры (1)"],
  ["/?name=осень&state=paused&tab=archive", "Фильтры (2)"],
])("%s opens the panel, and folded it says «%s»", async (address, title) => {
  await show(address);
  await fold();
  expect((await button(title)).getAttribute("aria-expanded")).toBe("false");
});

test("what is typed counts only when applied, and leads to the first page", async () => {
  const { asked } = await show("/?page=3&tab=archive");
  await press("Фильтры");
  await userEvent.type(await screen.findByRole("textbox", { name: "name" }), "осень");
  await fold();
  await button("Фильтры");
  expect(asked()).toEqual({ page: "3", tab: "archive" });
  await press("Фильтры");
  await press("Применить");
  await waitFor(() => expect(asked()).toEqual({ name: "осень", tab: "archive" }));
  await fold();
  await button("Фильтры (1)");
});

test("a reset empties the fields and the number, and leaves the rest of the address", async () => {
  const { asked } = await show("/?name=осень&state=paused&tab=archive");
  await press("Сбросить");
  await waitFor(() => expect(asked()).toEqual({ tab: "archive" }));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("name").value).toBe(""));
  await fold();
  await button("Фильтры");
});
