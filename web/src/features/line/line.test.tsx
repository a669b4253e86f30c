// The wallboard shows what was told: big figures, a bar for each trunk and campaign, and rest.
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import "../../kit/texts";
import "./texts";

import { hear } from "../../app/live";
import LinePage from "./LinePage";

const none = { dialling: 0, ringing: 0, talking: 0, transferred: 0 };

function show() {
  const queries = new QueryClient();
  render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <LinePage />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return queries;
}

test("calls move without a reload", async () => {
  const queries = show();
  expect(screen.getByRole("status").textContent).toBe("Ждём первых данных…");
  const calls = { ...none, dialling: 2, talking: 5 };
  const told = {
    type: "line",
    states: calls,
    trunks: [{ name: "mts", ...calls }],
    campaigns: [{ id: 7, name: "Опрос", ...calls }],
  };
  act(() => hear(queries, told));
  expect(await screen.findByText("Опрос")).toBeTruthy();
  expect(screen.getByText("mts")).toBeTruthy();
  expect(screen.getAllByRole("img", { name: "Набор: 2, Гудки: 0, Разговор: 5, С оператором: 0" })).toHaveLength(2);
  act(() => hear(queries, { ...told, states: none, trunks: [], campaigns: [] }));
  expect(await screen.findByText("Сейчас никто не звонит.")).toBeTruthy();
});
