// Icon-only actions always carry their name: as a tooltip for the eye and as a label for assistive software.
import { ActionIcon, type ActionIconProps, Tooltip } from "@mantine/core";
import type { ComponentType } from "react";

interface Props extends ActionIconProps {
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  onClick?: () => void;
  href?: string;
}

export function IconAction({ label, icon: Icon, onClick, href, ...rest }: Props) {
  const inner = <Icon size={18} stroke={1.7} />;
  const shared = { variant: "subtle", color: "gray", "aria-label": label, ...rest } as const;
  return (
    <Tooltip label={label} withArrow openDelay={300}>
      {href ? (
        <ActionIcon component="a" href={href} download {...shared}>
          {inner}
        </ActionIcon>
      ) : (
        <ActionIcon onClick={onClick} {...shared}>
          {inner}
        </ActionIcon>
      )}
    </Tooltip>
  );
}
