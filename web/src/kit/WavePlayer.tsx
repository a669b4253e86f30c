// The waveform player; wavesurfer is loaded only where a wave is shown. Stereo recordings show both sides apart.
import { Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type WaveSurfer from "wavesurfer.js";

import { clock } from "./format";
import { IconAction } from "./IconAction";

interface Props {
  src: string;
  /** Names of the two channels; without them the channels are drawn as one. */
  sides?: [string, string];
}

const COLOURS = [
  { waveColor: "#58a9a3", progressColor: "#0b6f6a" },
  { waveColor: "#e0b07a", progressColor: "#b45f06" },
];

type State = "loading" | "ready" | "failed";

function useWave(src: string, split: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer | null>(null);
  const [state, setState] = useState<State>("loading");
  const [on, setOn] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  useEffect(() => {
    let left = false;
    setState("loading");
    void import("wavesurfer.js").then(({ default: Wave }) => {
      if (left || !box.current) return;
      const looks = { height: split ? 38 : 56, barWidth: 2, barGap: 1, barRadius: 2, cursorColor: "#868e96" };
      const made = Wave.create({
        container: box.current,
        url: src,
        ...looks,
        ...COLOURS[0],
        splitChannels: split ? COLOURS : undefined,
      });
      wave.current = made;
      made.on("ready", (seconds) => (setLength(seconds), setState("ready")));
      made.on("play", () => setOn(true));
      made.on("pause", () => setOn(false));
      made.on("timeupdate", setAt);
      made.on("error", () => setState("failed"));
    });
    return () => {
      left = true;
      wave.current?.destroy();
      wave.current = null;
    };
  }, [src, split]);
  return { box, wave, state, on, at, length };
}

export function WavePlayer({ src, sides }: Props) {
  const { t } = useTranslation("kit");
  const { box, wave, state, on, at, length } = useWave(src, Boolean(sides));
  const [rate, setRate] = useState("1");
  const faster = (value: string) => {
    setRate(value);
    wave.current?.setPlaybackRate(Number(value));
  };
  if (state === "failed") return <Text c="red">{t("player.failed")}</Text>;
  return (
    <Stack gap="xs">
      <div className="wave" aria-hidden>
        {state === "loading" && <Skeleton h={56} />}
        <div ref={box} />
      </div>
      {sides && (
        <Group gap="md" className="wave-sides">
          <Text size="xs">{sides[0]}</Text>
          <Text size="xs">{sides[1]}</Text>
        </Group>
      )}
      <Group gap="sm">
        <IconAction
          label={on ? t("player.pause") : t("player.play")}
          icon={on ? IconPlayerPauseFilled : IconPlayerPlayFilled}
          variant="filled"
          color="teal"
          size="lg"
          radius="xl"
          disabled={state !== "ready"}
          onClick={() => void wave.current?.playPause()}
        />
        <Text size="sm" className="figures" data-testid="player-clock">
          {clock(at)} / {clock(length)}
        </Text>
        <SegmentedControl
          size="xs"
          data={["1", "1.5", "2"].map((value) => ({ value, label: `${value}×` }))}
          value={rate}
          onChange={faster}
          aria-label={t("player.speed")}
        />
        <IconAction label={t("download")} icon={IconDownload} href={src} />
      </Group>
    </Stack>
  );
}
