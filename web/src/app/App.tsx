// What surrounds every page: theme, dialogs, messages, queries, routes.
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";

import { onSignedOut } from "../kit/client";
import { queries } from "./queries";
import { router } from "./router";
import { theme, variables } from "./theme";

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || !router.state.matches.some(({ routeId }) => routeId === "/inside")) return;
  queries.clear();
  void router.navigate({ to: "/sign-in", search: { next: href } });
});

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ModalsProvider>
          <Notifications position="top-right" limit={4} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
