/** What is changed: `from`, which stands in the file once, becomes `to`. */
export type Edit = { file: string; from: string; to: string };
/** A bug planted in the program. Where two checks stand behind each other, both have to go. */
export type Mutation = Edit & { name: string; breaks: string; also?: readonly Edit[] };
