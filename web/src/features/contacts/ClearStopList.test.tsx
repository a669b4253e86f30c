// A long stop-list is emptied only after its size is typed.
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import "../../kit/texts";

import { client } from "../../kit/client";
import { ClearStopList } from "./ClearStopList";

const remove = vi.spyOn(client, "DELETE");
const onCleared = vi.fn();

async function open(total: number) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <ClearStopList total={total} onCleared={onCleared} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Удалить все" }));
}

const confirm = () => screen.getByRole<HTMLButtonElement>("button", { name: "Удалить" });

beforeEach(() => {
  onCleared.mockReset();
  remove.mockReset().mockResolvedValue({ data: { removed: 1 } } as never);
});

test("a short list asks for a plain consent", async () => {
  await open(100);
  expect(screen.queryByRole("textbox")).toBeNull();
  await userEvent.click(confirm());
  await waitFor(() => expect(onCleared).toHaveBeenCalledOnce());
  expect(remove).toHaveBeenCalledWith("/api/v1/stop-list", { body: { ids: [], all: true } });
});

test("a long list is not touched until its size is typed", async () => {
  await open(1234);
  await userEvent.type(screen.getByRole("textbox"), "123{Enter}");
  expect(confirm().disabled).toBe(true);
  expect(remove).not.toHaveBeenCalled();
  await userEvent.type(screen.getByRole("textbox"), "4");
  await userEvent.click(confirm());
  await waitFor(() => expect(remove).toHaveBeenCalledOnce());
});
