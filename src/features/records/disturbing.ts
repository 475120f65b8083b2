/** Whether its author marked a body as disturbing: `disturbing` of our own kinds, the label of that name in STIX, also of an object that a record carries. The pages ask the same (`src/web/ui/Folded.tsx`). */
export function isDisturbing(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { disturbing, labels, object } = body as { disturbing?: unknown; labels?: unknown; object?: unknown };
  return disturbing === true || (Array.isArray(labels) && labels.includes('disturbing')) || isDisturbing(object);
}
