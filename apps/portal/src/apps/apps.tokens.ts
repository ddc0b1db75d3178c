/** The {@link ListedApp}s that the environment names, to inject. */
export const LISTED_APPS = Symbol('LISTED_APPS');
