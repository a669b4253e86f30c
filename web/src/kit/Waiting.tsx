// In place of what is not read yet: a skeleton, or the failure with a way to try again.
import { PageSkeleton } from "../app/PageSkeleton";
import { Failed } from "./EmptyState";

export function Waiting({ query }: { query: { error: unknown; refetch: () => unknown } }) {
  return query.error ? <Failed error={query.error} onRetry={() => query.refetch()} /> : <PageSkeleton />;
}
