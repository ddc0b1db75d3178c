import preset from '../../jest.preset.mjs';

// A browser is a tool that a machine may not have. The run finds or installs one and names it here, or reports these tests as not run.
const browser = process.env.TEST_CHROMIUM ? ['**/*.browser-spec.ts'] : [];
if (browser.length === 0) process.stderr.write('NOT RUN: *.browser-spec.ts, for want of TEST_CHROMIUM=<path of a Chromium>\n');

export default { ...preset, testMatch: [...preset.testMatch, ...browser] };
