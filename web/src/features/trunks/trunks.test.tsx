// A trunk tells how it fares in words, and its secrets are sent only when typed.
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";

import "../../kit/texts";
import "./texts";

import { client } from "../../kit/client";
import type { Trunk } from "./kinds";
import { TrunkCard } from "./TrunkCard";
import { TrunkDrawer } from "./TrunkDrawer";

const change = vi.spyOn(client, "PATCH");
const report = {
  gateway: "voice-1",
  reachable: true,
  registered: false,
  calls: 2,
  answer: "OPTIONS: 200",
  heard_at: "",
};
const trunk = {
  ...{ id: 7, name: "mts", enabled: true, host: "sip.example.org", port: 5061, transport: "tls", user: "rupor" },
  ...{ from_domain: "", caller_form: "plus", asserted_identity: false, privacy: "", channels: 30, weight: 1 },
  ...{ starts_per_second: 0, prefixes: ["79"], codecs: ["PCMA"], srtp: "required", priority: 5, registers: true },
  ...{ asks: true, server_name: "", verify: true, has_password: true, has_ca: false, has_identity: false },
  reports: [{ ...report, why: "REGISTER: 403 Forbidden" }],
} as Trunk;

const show = (page: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">{page}</MantineProvider>
    </QueryClientProvider>,
  );

beforeEach(() => void change.mockReset().mockResolvedValue({ data: trunk } as never));

test("why a trunk carries no calls is said with the far end's answer", () => {
  show(<TrunkCard trunk={trunk} onEdit={() => undefined} />);
  expect(screen.getByText("Нет связи")).toBeTruthy();
  expect(screen.getByText(/REGISTER: 403 Forbidden/)).toBeTruthy();
  expect(screen.getByText(/TLS sip.example.org:5061/)).toBeTruthy();
});

test("a kept password stays when nothing is typed", async () => {
  const onClose = vi.fn();
  show(<TrunkDrawer trunk={trunk} onClose={onClose} />);
  await userEvent.click(await screen.findByRole("button", { name: "Сохранить" }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  const { body } = change.mock.calls[0]![1] as unknown as { body: Record<string, unknown> };
  expect(body).toMatchObject({ name: "mts", channels: 30, registers: true });
  expect(["password", "ca", "identity"].filter((secret) => secret in body)).toEqual([]);
});
