export { Public, RequirePermission } from './access.js';
export { authVariables, type AuthConfig } from './auth.config.js';
export { AuthModule } from './auth.module.js';
export type { RolePermissions } from './auth.tokens.js';
export { DEMO_ISSUER, DEMO_USERS, demoToken, signDemoToken, type DemoUser } from './demo-issuer.js';
export { CurrentUser, type Principal } from './principal.js';
export { TokenVerifier } from './token-verifier.js';
