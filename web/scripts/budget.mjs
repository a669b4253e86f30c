// Fails the build when the first load grows: the entry with all it imports at once may weigh 200 KB (gzip).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 200 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const weight = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const chunks = [...closure(entry)].map((key) => manifest[key]);
const scripts = chunks.reduce((sum, chunk) => sum + weight(chunk.file), 0);
const styles = [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))].reduce((sum, file) => sum + weight(file), 0);
const lazy = Object.values(manifest).filter((chunk) => chunk.isDynamicEntry && chunk.src?.includes("/features/"));
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

console.log(`first load: scripts ${kb(scripts)} of ${kb(LIMIT)}, styles ${kb(styles)}; lazy pages: ${lazy.length}`);
if (scripts > LIMIT) {
  console.error("The entry is over its budget: make something lazy.");
  process.exit(1);
}
const heavy = chunks.find((chunk) => /echarts|wavesurfer/.test(chunk.file));
if (heavy) {
  console.error(`${heavy.file} must not be in the first load.`);
  process.exit(1);
}
