export { ConfigError, demo, readConfig, type Environment } from './read-config.js';
export { duration, flag, json, list, nodeEnv, port } from './variables.js';
