type Colleague = { id: string; name: string | null };

/** The number that is meant by a number, its last part, or a name, in whatever case, where only one officer has it; undefined otherwise. */
export function numberOf(typed: string, colleagues: readonly Colleague[]): string | undefined {
  const wanted = plain(typed);
  if (colleagues.some(({ id }) => id === typed.trim())) return typed.trim();
  const found = colleagues.filter(
    ({ id, name }) => id.slice(id.lastIndexOf('/') + 1) === wanted || (name !== null && plain(name) === wanted),
  );
  return found.length === 1 ? found[0]?.id : undefined;
}

const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase();
