import { existingFolder } from '../../lib/setting-fields.js';

/** `NLU_MODELS` names another folder of models than the one that comes with the service. */
export const modelsSetting = { models: existingFolder.optional().meta({ example: './models' }) };
