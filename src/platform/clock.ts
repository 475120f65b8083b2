/** Time enters here and nowhere else, so that tests and exercises can set it. */
export type Now = () => Date;

export const systemNow: Now = () => new Date();
