/** Injection token of the app's {@link AuthConfig}. */
export const AUTH_CONFIG = Symbol('AUTH_CONFIG');

/** Injection token of the app's {@link RolePermissions}. */
export const ROLE_PERMISSIONS = Symbol('ROLE_PERMISSIONS');

/** What each role of the tokens may do in this app, e.g. `{ user: ['todos:read', 'todos:write'] }`. A role that is not named may do nothing. */
export type RolePermissions = Record<string, readonly string[]>;
