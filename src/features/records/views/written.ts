type Asked = { readonly written?: string | undefined; readonly kind?: string | undefined };

/**
 * By whom what is listed is written: where nobody says, by officers, for nodes write most of what there is. Who asks for a kind gets it,
 * whoever writes it.
 */
export const writtenOf = ({ written, kind }: Asked): string => written ?? (kind ? 'anybody' : 'officers');
