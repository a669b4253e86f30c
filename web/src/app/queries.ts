// How long what was read counts as fresh, and where failures of changes are said.
import { MutationCache, QueryClient } from "@tanstack/react-query";

import { complain } from "../kit/ask";
import { ApiError, messageOf } from "../kit/errors";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 2,
      placeholderData: (before: unknown) => before,
    },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      const ended = error instanceof ApiError && error.status === 401;
      if (!ended && !mutation.meta?.silent) complain(messageOf(error));
    },
  }),
});
