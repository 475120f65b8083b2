/** Pages of which the node serves everything to who founds the officers of an authority (`not-founded`). */
export const isOpenToFounders = (pathname: string): boolean => /^\/(officers|proposals|settings)(\/|$)/.test(pathname);
