// Plays a sound from a table row; one sound at a time on the page.
import { Group, RingProgress, Text } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { complain } from "./ask";
import { clock } from "./format";
import { IconAction } from "./IconAction";

let sounding: HTMLAudioElement | null = null;

interface Playing {
  on: boolean;
  at: number;
  length: number;
  toggle: () => void;
}

function useSound(src: string): Playing {
  const { t } = useTranslation("kit");
  const sound = useRef<HTMLAudioElement | null>(null);
  const [on, setOn] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  useEffect(() => () => sound.current?.pause(), [src]);
  const made = () => {
    const audio = new Audio(src);
    audio.ontimeupdate = () => setAt(audio.currentTime);
    audio.ondurationchange = () => setLength(Number.isFinite(audio.duration) ? audio.duration : 0);
    audio.onplay = () => setOn(true);
    audio.onpause = () => setOn(false);
    audio.onended = () => setAt(0);
    audio.onerror = () => complain(t("player.failed"));
    return audio;
  };
  const toggle = () => {
    sound.current ??= made();
    if (on) return sound.current.pause();
    if (sounding !== sound.current) sounding?.pause();
    sounding = sound.current;
    void sound.current.play().catch(() => setOn(false));
  };
  return { on, at, length, toggle };
}

export function ClipButton({ src, seconds }: { src: string; seconds?: number | null }) {
  const { t } = useTranslation("kit");
  const { on, at, length, toggle } = useSound(src);
  const whole = length || seconds || 0;
  return (
    <Group gap={6} wrap="nowrap">
      <IconAction
        label={on ? t("player.pause") : t("player.play")}
        icon={on ? IconPlayerPauseFilled : IconPlayerPlayFilled}
        variant="light"
        color="teal"
        radius="xl"
        onClick={toggle}
      />
      {on && (
        <RingProgress
          size={22}
          thickness={3}
          aria-hidden
          sections={[{ value: whole ? (at / whole) * 100 : 0, color: "teal" }]}
        />
      )}
      {whole > 0 && (
        <Text span size="xs" c="dimmed" className="figures nowrap">
          {on ? `${clock(at)} / ${clock(whole)}` : clock(whole)}
        </Text>
      )}
    </Group>
  );
}
