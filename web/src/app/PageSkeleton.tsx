import { Skeleton, Stack } from "@mantine/core";

export function PageSkeleton() {
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton h={30} w={260} />
      <Skeleton h={38} />
      <Skeleton h={320} />
    </Stack>
  );
}
