// Files stop at 300 lines: a longer one holds two meanings.
import { readFileSync, readdirSync } from "node:fs";

const LIMIT = 300;
const root = new URL("../src/", import.meta.url);
const long = readdirSync(root, { recursive: true })
  .filter((name) => /\.(tsx?|css|json)$/.test(name) && !name.endsWith("schema.d.ts"))
  .map((name) => [name, readFileSync(new URL(name, root), "utf8").split("\n").length - 1])
  .filter(([, lines]) => lines > LIMIT);

for (const [name, lines] of long) console.error(`src/${name}: ${lines} lines, at most ${LIMIT}`);
process.exit(long.length ? 1 : 0);
