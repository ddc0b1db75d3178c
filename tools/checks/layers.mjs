// @ts-check

/** The layers of the libs, lowest first: a lib imports libs of lower layers only. Of an unlisted lib, the check says that it must be placed here. */
export const layers = [
  ['config', 'errors', 'clock', 'telemetry'],
  ['http', 'database', 'cache', 'queue', 'auth'],
  ['idempotency', 'rate-limit', 'outbox'],
  ['testing'],
];

/** The one lib that only tests import. */
export const testLib = 'testing';

/** @param {string} lib @returns {number} -1 where it has no place */
export const layerOf = (lib) => layers.findIndex((layer) => layer.includes(lib));

/** Whether a file never leaves the checkout: a test, a bench, or what belongs to one. @param {string} file */
export const isTest = (file) => /(^|\/)(test|bench)\//.test(file) || /\.(e2e-|browser-)?spec\.ts$/.test(file) || file.endsWith('.contract.ts') || file.endsWith('jest.config.mjs');
