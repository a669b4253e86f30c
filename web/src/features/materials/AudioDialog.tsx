// The dialog as other rooms use it: something to be heard.
import { MaterialDialog } from "./MaterialDialog";

export default function AudioDialog({ onClose }: { onClose: () => void }) {
  return <MaterialDialog kinds={["audio", "tts"]} onClose={onClose} />;
}
