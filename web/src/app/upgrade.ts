// A tab opened before an upgrade asks for parts that are no longer there: it takes the new version, once.

const KEY = "rupor-reloaded-at";
const AGAIN_MS = 30_000;

export function mayReload(last: string | null, now: number): boolean {
  return !last || now - Number(last) > AGAIN_MS;
}

window.addEventListener("vite:preloadError", (event) => {
  if (!mayReload(sessionStorage.getItem(KEY), Date.now())) return;
  event.preventDefault();
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
});
