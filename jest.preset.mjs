// Programs that a machine may not have. The run finds or installs them and names them here, or reports these tests as not run.
const withPrograms = [
  ...(process.env.TEST_CHROMIUM ? ['**/*.browser-spec.ts'] : []),
  ...(process.env.TEST_OATHTOOL ? ['**/*.oathtool-spec.ts'] : []),
];

/** The one Jest configuration: native ES modules, TypeScript by swc with decorator metadata, libs read from their sources. */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts', ...withPrograms],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  testEnvironmentOptions: { customExportConditions: ['@roadmap/source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testTimeout: 30_000,
  // Each suite boots a real app: without a limit the heap of a long run grows by about 70 MB per suite.
  workerIdleMemoryLimit: '768MB',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
