// Starts like the launcher in tools: a script elsewhere that imports the patches, then the app.
await import(process.env.REGISTER);
await import(process.env.REGISTER);
await import(`${process.env.REGISTER}?another-copy`);
await import('./app.fixture.mjs');
