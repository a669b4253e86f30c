// After a change, everything that shows the same things is asked again.
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

export function refreshed(queries: QueryClient, ...fragments: string[]): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => fragments.some((part) => String(queryKey[1] ?? "").includes(part)),
  });
}

interface Deed<T> {
  act: () => Promise<T>;
  then?: (result: T) => void;
}

/** One verb of a page: runs, shows its failure as a notification, refreshes what it touched. */
export function useDeed<T>(...fragments: string[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act }: Deed<T>) => act(),
    onSuccess: (result, { then }) => {
      refreshed(queries, ...fragments);
      then?.(result);
    },
  });
}
