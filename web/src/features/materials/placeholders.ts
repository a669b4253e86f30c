/** Names of the fields a text needs, each once: `{{name}}`, `{{ city|Москва }}`. */
export function placeholders(text: string): string[] {
  const found = [...text.matchAll(/\{\{\s*([a-z][a-z0-9_]*)\s*(?:\|[^}]*)?\}\}/g)].map(([, name]) => name ?? "");
  return [...new Set(found)];
}
