import type { PolicyFault } from '../policy-shape.js';
import type { Law } from './law.js';

/** A skill that the agent hub has no queue for, where its skills were told: such a handoff may reach nobody. */
export const knownSkills: Law = ({ defaultSkill, rules, skills }, { hubSkills }) => {
  if (hubSkills === undefined) return [];
  const named: readonly { readonly path: PolicyFault['path']; readonly skill: string | undefined }[] = [
    { path: ['defaultSkill'], skill: defaultSkill },
    ...rules.map(({ skill }, r) => ({ path: ['rules', r, 'then', 'skill'], skill })),
    ...skills.map(({ skill }, s) => ({ path: ['skills', s, 'skill'], skill })),
  ];
  return named.flatMap(({ path, skill }) => {
    if (skill === undefined || hubSkills.has(skill)) return [];
    const message = `the agent hub has no skill "${skill}"; it has ${[...hubSkills].join(', ')}. Name one of these, or add it to HUB_SKILLS`;
    return [{ path, message }];
  });
};
