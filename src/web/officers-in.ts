/** Numbers of officers as somebody types them: with spaces, lines or commas between them, also a Chinese one. */
export const officersIn = (typed: string): string[] => typed.split(/[\s,，、;]+/).filter((one) => one !== '');
