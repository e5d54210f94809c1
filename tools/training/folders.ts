import { fileURLToPath } from 'node:url';

/** The repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the data lies unless `--data` says otherwise. */
export const defaultData = process.env.DATA_DIR ?? `${root}../shared/data`;
