/** What a credential may be used for, each a part of the contract: see `security` in openapi.yaml. */
export const scopes = ['evaluate', 'handoff-status', 'conversations', 'policy', 'metrics'] as const;

export type Scope = (typeof scopes)[number];

/** Who calls. `name` is safe to log and the same for all credentials of one caller; limits are kept by it. */
export interface Caller {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Why nobody is let in; what is wrong with a credential, never the credential. */
export type Denial =
  | 'no-credential'
  | 'unknown-key'
  | 'not-yet-valid'
  | 'expired'
  | 'bad-token'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'issuer-unavailable';

export type Admission = { readonly caller: Caller } | { readonly denied: Denial };

export function isScope(name: unknown): name is Scope {
  return scopes.includes(name as Scope);
}
