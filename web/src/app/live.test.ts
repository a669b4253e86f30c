import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { hear, patched, waitBefore } from "./live";

const LIST = "/api/v1/projects/{project}/campaigns";
const told = { type: "campaign", id: 7, progress: 50, state: "running" };

test("a told campaign moves in the list and on its own page, others stay", () => {
  const queries = new QueryClient();
  const list = {
    items: [
      { id: 7, progress: 10, name: "А" },
      { id: 8, progress: 1 },
    ],
    total: 2,
  };
  queries.setQueryData(["get", LIST, {}], list);
  queries.setQueryData(["get", `${LIST}/{campaign}`, { id: 7 }], { id: 7, progress: 10, runs: [] });
  queries.setQueryData(["get", `${LIST}/{campaign}`, { id: 8 }], { id: 8, progress: 1 });
  hear(queries, told);
  expect(queries.getQueryData(["get", LIST, {}])).toMatchObject({
    items: [
      { id: 7, progress: 50, name: "А" },
      { id: 8, progress: 1 },
    ],
  });
  expect(queries.getQueryData(["get", `${LIST}/{campaign}`, { id: 7 }])).toMatchObject({ progress: 50, runs: [] });
  expect(queries.getQueryData(["get", `${LIST}/{campaign}`, { id: 8 }])).toEqual({ id: 8, progress: 1 });
});

test("calls of a campaign are not mistaken for the campaign", () => {
  const queries = new QueryClient();
  const key = ["get", `${LIST}/{campaign}/calls`, {}];
  queries.setQueryData(key, { items: [{ id: 7, status: "ok" }] });
  hear(queries, told);
  expect(queries.getQueryData(key)).toEqual({ items: [{ id: 7, status: "ok" }] });
});

test("counters that are not told stay as they were read", () => {
  const row = { id: 7, type: "kept", size: { total: 10, answered: 1, cancelled: 0 } };
  expect(patched(row, { ...told, size: { answered: 2 } })).toMatchObject({
    type: "kept",
    size: { total: 10, answered: 2, cancelled: 0 },
  });
});

test("the balance is written over what was read", () => {
  const queries = new QueryClient();
  queries.setQueryData(["get", "/api/v1/balance"], { available: "10.0000", held: "0.0000", currency: "RUB" });
  hear(queries, { type: "balance", available: "8.9000", held: "1.1000" });
  expect(queries.getQueryData(["get", "/api/v1/balance"])).toEqual({
    available: "8.9000",
    held: "1.1000",
    currency: "RUB",
  });
});

test("a list without the told object is left as the same object", () => {
  const list = { items: [{ id: 1 }] };
  expect(patched(list, told)).toBe(list);
});

test("reconnecting waits longer each time, up to a bound, never less than half of it", () => {
  const waits = [0, 1, 2, 3, 10].map((attempt) => waitBefore(attempt, 0.5));
  expect([...waits].sort((one, two) => one - two)).toEqual(waits);
  expect(waitBefore(30, 1)).toBe(15_000);
  expect(waitBefore(30, 0)).toBe(7_500);
});

test("the line is kept as it was told last", () => {
  const queries = new QueryClient();
  const line = {
    type: "line",
    states: { dialling: 1, ringing: 0, talking: 2, transferred: 0 },
    trunks: [],
    campaigns: [],
  };
  hear(queries, line);
  hear(queries, { ...line, states: { ...line.states, talking: 3 } });
  expect(queries.getQueryData(["line"])).toMatchObject({ states: { talking: 3 } });
});
